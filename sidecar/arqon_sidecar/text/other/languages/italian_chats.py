"""Words as people type them in Italian chats; one that means more is not here."""

from __future__ import annotations

__all__ = ["ITALIAN_CHATS"]

ITALIAN_CHATS = {
    r"xfavore": "per favore",
    r"cmq": "comunque",
    r"xch[éè]": "perché",
    r"xk[éèe]": "perché",
    r"(?<=\p{L},? )(?<!\b(?:lettera|asse|variabile|incognita|raggi|raggio|valore|di|se) )x"
    r"(?=\s\p{Ll}{2})": "per",
    r"xk(?=\W|\Z)": "perché",
    r"tt(?=\s(?:i|gli)\s)": "tutti",
    r"tt(?=\sla\s)": "tutta",
    r"tt(?=\sle\s)": "tutte",
    r"tt(?=\s\p{Ll})": "tutto",
    r"xò": "però",
    r"tvtb": "ti voglio tanto bene",
    r"c6": "ci sei",
    r"ke": "che",
    r"anke": "anche",
    r"qst[ao]?": "questo",
    r"nnt": "niente",
    r"cm(?=\s(?:stai|va|mai|state|fai)\b)": "come",
    r"tt[oi]": "tutto",
    r"prox": "prossimo",
    r"dp(?=\s\p{Ll})": "dopo",
    r"sn(?=\s\p{Ll})": "sono",
    r"asp(?=\W|\Z)": "aspetta",
    r"qlcs": "qualcosa",
    r"h\.?(?=\s?\d{1,2}[.:]\d\d)": "ore",
    r"[hH](?=\s\d{1,2}(?!\w|[.,]\d|\s?(?:cm|m)\b))": "ore",
    r"tvb": "ti voglio bene",
    r"grz": "grazie",
    r"qlc": "qualche",
    r"qlcn": "qualcuno",
    r"nn(?!\.)": "non",
    r"msg": "messaggio",
    r"dv": "dove",
    r"qnd": "quando",
}
