"""Words as people type them in chats, by the tag of num2words; one that means more is not here."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CHATS"]

_SPANISH = {
    r"xq": "porque",
    r"pq": "porque",
    r"tb": "también",
    r"tmb": "también",
    r"tqm": "te quiero mucho",
    r"bss": "besos",
    r"msj": "mensaje",
    r"dnd": "donde",
    r"cdo": "cuando",
    r"x favor|xfa|pf": "por favor",
    r"q(?=\s\p{Ll})": "que",
    r"finde": "fin de semana",
}
_FRENCH = {
    r"stp": "s'il te plaît",
    r"bjr": "bonjour",
    r"bsr": "bonsoir",
    r"slt": "salut",
    r"bcp": "beaucoup",
    r"tjrs|tjs": "toujours",
    r"ajd": "aujourd'hui",
    r"pcq|pck": "parce que",
    r"qd": "quand",
    r"dsl": "désolé",
    r"tkt": "t'inquiète",
    r"jms": "jamais",
    r"pb": "problème",
    r"tt": "tout",
    r"vs": "versus",
    r"mdr": "mort de rire",
    r"rdvs": "rendez-vous",
}
_ITALIAN = {
    r"cmq": "comunque",
    r"xch[éè]": "perché",
    r"xké": "perché",
    r"tvb": "ti voglio bene",
    r"grz": "grazie",
    r"qlcs": "qualcosa",
    r"qlc": "qualche",
    r"qlcn": "qualcuno",
    r"nn(?!\.)": "non",
    r"msg": "messaggio",
    r"dv": "dove",
    r"qnd": "quando",
}
_PORTUGUESE = {
    r"vcs": "vocês",
    r"vc": "você",
    r"tb|tbm": "também",
    r"pq": "porque",
    r"blz": "beleza",
    r"obg": "obrigado",
    r"hj": "hoje",
    r"qdo": "quando",
    r"msg": "mensagem",
    r"msm": "mesmo",
    r"mt": "muito",
    r"td": "tudo",
    r"bjs": "beijos",
    r"abs": "abraços",
    r"dps": "depois",
    r"cmg": "comigo",
    r"qq": "qualquer",
    r"pfv": "por favor",
}
CHATS: Mapping[str, Mapping[str, str]] = {
    "es": _SPANISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "pt_BR": _PORTUGUESE,
}
