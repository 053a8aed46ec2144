"""Short forms of Italian recipes, shops and notes of doctors."""

from __future__ import annotations

__all__ = ["ITALIAN_NOTES"]

ITALIAN_NOTES = {
    r"(?<=\b1 )cpr?\.?": "compressa",
    r"(?<=\d )cpr?\.?": "compresse",
    r"(?<=\b1 )cps\.?": "capsula",
    r"(?<=\d )cps\.?": "capsule",
    r"(?<=\b1 )gtt\.?": "goccia",
    r"(?<=\d )gtt\.?": "gocce",
    r"(?<=\b1 )fl\.": "fiala",
    r"(?<=\d )fl\.": "fiale",
    r"(?<=\b1 )bust\.": "bustina",
    r"(?<=\d )bust\.": "bustine",
    r"(?<=\b1 )pz\.?": "pezzo",
    r"(?<=\d )pz\.?": "pezzi",
    r"(?<=\b1 )conf\.": "confezione",
    r"(?<=\d )conf\.": "confezioni",
    r"(?<=\d )cucchiain\.": "cucchiaini",
    r"(?<=/\d{2,3} )mmHg": "millimetri di mercurio",
    r"(?<=\d )cam\.": "camere",
    r"(?<=di )ab\.": "abitanti",
    r"(?<=\d )aa(?!\w)": "anni",
    r"pz\.(?=\s(?:di|con|in|affett))": "paziente",
    r"prep\.(?=\s?:)": "preparazione",
    r"temp\.(?=\s?:)": "temperatura",
    r"max(?=\s?:?\s\d)": "massimo",
    r"min(?=\s?:\s\d)": "minimo",
    r"(?<=\b1 )pers\.": "persona",
    r"tot(?=\s?:)": "totale",
    r"gg(?=\s?:)": "giorni",
    r"(?<=ultimi |prossimi |entro )gg": "giorni",
    r"u\.m\.": "unità di misura",
    r"art\.(?=\s[A-Z]?\d)": "articolo",
    r"s\.l\.m\.": "sul livello del mare",
}
