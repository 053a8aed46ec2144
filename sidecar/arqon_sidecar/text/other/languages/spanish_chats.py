"""Words as people type them in Spanish chats; one that means more is not here."""

from __future__ import annotations

__all__ = ["SPANISH_CHATS"]

SPANISH_CHATS = {
    r"xq": "porque",
    r"pq": "porque",
    r"tb": "también",
    r"tmb": "también",
    r"tqm": "te quiero mucho",
    r"bss": "besos",
    r"msj": "mensaje",
    r"dnd": "donde",
    r"cdo": "cuando",
    r"x favor|x fa|xfa|pf": "por favor",
    r"q(?=\s\p{Ll})": "que",
    r"finde": "fin de semana",
    r"ntp": "no te preocupes",
    r"salu2": "saludos",
    r"grax|grx": "gracias",
    r"tkm": "te quiero mucho",
    r"bn(?=[\s,.?!])": "bien",
    r"mñn|mñna": "mañana",
    r"pls|plis": "por favor",
    r"x(?=\s(?:la|el|las|los|mi|tu|ti|mí|todos?|es[ot]o|aquí|ahí|fin|cierto|qu[eé]|q)\b)": "por",
    r"d(?=\s(?:nada|la|el|los|las|mi|tu|que|q|verdad|momento|todo|todos)\b)": "de",
    r"t(?=\s(?:quiero|amo|extraño|llamo|veo|digo|espero|aviso)\b)": "te",
    r"m(?=\s(?:dices|das|voy|gusta|avisas|llamas|puedes|parece|dijo)\b)": "me",
    r"vdd": "verdad",
    r"pdta": "posdata",
    r"cmo": "cómo",
    r"dsps": "después",
    r"tmpoco": "tampoco",
    r"npi": "ni idea",
    r"fds": "fin de semana",
}
