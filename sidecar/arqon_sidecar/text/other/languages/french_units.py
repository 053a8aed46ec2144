"""Units of medicine, energy and networks in French, and what prices are for."""

from __future__ import annotations

from arqon_sidecar.text.other.names import Name, densities, units

__all__ = ["FRENCH_PER", "FRENCH_UNITS"]

FRENCH_UNITS = (
    units(
        mAh="milliampère-heure milliampères-heures",
        Ah="ampère-heure ampères-heures",
        Wh="wattheure wattheures",
        MW="mégawatt mégawatts",
        GW="gigawatt gigawatts",
        MWh="mégawattheure mégawattheures",
        GWh="gigawattheure gigawattheures",
        TWh="térawattheure térawattheures",
        kV="kilovolt kilovolts",
        mA="milliampère milliampères",
        Nm="newton-mètre newtons-mètres",
        hPa="hectopascal hectopascals",
        kPa="kilopascal kilopascals",
        MPa="mégapascal mégapascals",
        kJ="kilojoule kilojoules",
        kHz="kilohertz",
        mcg="microgramme microgrammes",
        µg="microgramme microgrammes",
        µm="micromètre micromètres",
        nm="nanomètre nanomètres",
        hl="hectolitre hectolitres",
        hL="hectolitre hectolitres",
        mL="millilitre millilitres",
        cL="centilitre centilitres",
        dL="décilitre décilitres",
        L="litre litres",
        Ko="kilooctet kilooctets",
        Po="pétaoctet pétaoctets",
        GB="gigabyte gigabytes",
        MB="mégabyte mégabytes",
        TB="térabyte térabytes",
        Kcal="kilocalorie kilocalories",
        mn="minute minutes",
    )
    | densities(
        "par",
        {"l": "litre", "dl": "décilitre", "ml": "millilitre"},
        g="gramme grammes",
        mg="milligramme milligrammes",
        µg="microgramme microgrammes",
        ng="nanogramme nanogrammes",
        mmol="millimole millimoles",
        UI="unité unités",
    )
    | dict.fromkeys(("Gbit/s", "Gb/s", "Gbps"), Name("gigabit par seconde", "gigabits par seconde"))
    | {
        "UI": Name("unité internationale", "unités internationales"),
        "mmHg": Name("millimètre de mercure", "millimètres de mercure"),
        "bpm": Name("battement par minute", "battements par minute"),
        "l/100": Name("litre aux 100", "litres aux 100"),
        "dm²": Name("décimètre carré", "décimètres carrés"),
        "dm³": Name("décimètre cube", "décimètres cubes"),
        "Mo/s": Name("mégaoctet par seconde", "mégaoctets par seconde"),
        "Go/s": Name("gigaoctet par seconde", "gigaoctets par seconde"),
        "tr/min": Name("tour par minute", "tours par minute"),
        "mg/kg": Name("milligramme par kilo", "milligrammes par kilo"),
        "l/min": Name("litre par minute", "litres par minute"),
        "cm²": Name("centimètre carré", "centimètres carrés"),
        "cm³": Name("centimètre cube", "centimètres cubes"),
    }
)
FRENCH_PER = {
    "mm³": "par millimètre cube",
    "once": "l'once",
    "baril": "le baril",
    "24h": "par 24 heures",
    "24 h": "par 24 heures",
    "km": "au kilomètre",
    "pièce": "la pièce",
    "pce": "la pièce",
    "ha": "l'hectare",
    "t": "la tonne",
    "sem": "par semaine",
    "sem.": "par semaine",
    "heure": "de l'heure",
    "minute": "par minute",
    "L": "le litre",
    "kWh": "le kilowattheure",
    "MWh": "le mégawattheure",
    "100 g": "les 100 grammes",
}
