"""Units of medicine, energy and networks in Italian, and what prices are for."""

from __future__ import annotations

from arqon_sidecar.text.other.names import Name, densities, same, units

__all__ = ["ITALIAN_PER", "ITALIAN_UNITS"]

ITALIAN_UNITS = (
    units(
        Ah="amperora",
        Wh="wattora",
        MW="megawatt",
        GW="gigawatt",
        MWh="megawattora",
        GWh="gigawattora",
        TWh="terawattora",
        kV="chilovolt",
        mA="milliampere",
        hPa="ettopascal",
        kPa="chilopascal",
        MPa="megapascal",
        kJ="chilojoule",
        kHz="chilohertz",
        mcg="microgrammo microgrammi",
        µg="microgrammo microgrammi",
        µm="micrometro micrometri",
        nm="nanometro nanometri",
        hl="ettolitro ettolitri",
        mL="millilitro millilitri",
        cL="centilitro centilitri",
        dL="decilitro decilitri",
        L="litro litri",
        Kg="chilo chili",
        KG="chilo chili",
        Km="chilometro chilometri",
        mt="metro metri",
        Kcal="chilocaloria chilocalorie",
        q="quintale quintali",
    )
    | densities(
        "per",
        {"l": "litro", "dl": "decilitro", "ml": "millilitro"},
        g="grammo grammi",
        mg="milligrammo milligrammi",
        µg="microgrammo microgrammi",
        ng="nanogrammo nanogrammi",
        mmol="millimole millimoli",
        UI="unità",
    )
    | dict.fromkeys(("Gbit/s", "Gb/s", "Gbps"), same("gigabit al secondo"))
    | {
        "mAh": same("milliampere ora"),
        "Nm": same("newton metro"),
        "UI": Name("unità internazionale", "unità internazionali"),
        "mmHg": Name("millimetro di mercurio", "millimetri di mercurio"),
        "bpm": Name("battito al minuto", "battiti al minuto"),
        "mc": Name("metro cubo", "metri cubi"),
        "kmq": Name("chilometro quadrato", "chilometri quadrati"),
        "cmq": Name("centimetro quadrato", "centimetri quadrati"),
        "l/100": Name("litro per 100", "litri per 100"),
        "dm²": Name("decimetro quadrato", "decimetri quadrati"),
        "dm³": Name("decimetro cubo", "decimetri cubi"),
        "Km/h": Name("chilometro orario", "chilometri orari"),
        "MB/s": same("megabyte al secondo"),
        "GB/s": same("gigabyte al secondo"),
        "giri/min": Name("giro al minuto", "giri al minuto"),
        "mg/kg": Name("milligrammo per chilo", "milligrammi per chilo"),
        "l/min": Name("litro al minuto", "litri al minuto"),
        "cm²": Name("centimetro quadrato", "centimetri quadrati"),
        "cm³": Name("centimetro cubo", "centimetri cubi"),
    }
)
ITALIAN_PER = {
    "mm³": "al millimetro cubo",
    "oncia": "all'oncia",
    "barile": "al barile",
    "24h": "per 24 ore",
    "24 h": "per 24 ore",
    "km": "al chilometro",
    "pz": "al pezzo",
    "mq": "al metro quadro",
    "mc": "al metro cubo",
    "ha": "all'ettaro",
    "t": "alla tonnellata",
    "sett": "a settimana",
    "gg": "al giorno",
    "gg.": "al giorno",
    "kWh": "al chilowattora",
    "MWh": "al megawattora",
    "ab": "per abitante",
    "etto": "all'etto",
    "hg": "all'etto",
    "Kg": "al chilo",
    "L": "al litro",
}
