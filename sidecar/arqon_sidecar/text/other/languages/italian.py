"""What Italian has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.italian_notes import ITALIAN_NOTES
from arqon_sidecar.text.other.languages.italian_shortenings import ITALIAN_DAYS, ITALIAN_SHORTENINGS
from arqon_sidecar.text.other.languages.italian_titles import ITALIAN_TITLES
from arqon_sidecar.text.other.languages.italian_units import ITALIAN_PER, ITALIAN_UNITS
from arqon_sidecar.text.other.languages.signs import ITALIAN_SIGNS
from arqon_sidecar.text.other.names import Name, consumption, names_of, same, units
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["ITALIAN"]

ITALIAN = Vocabulary(
    minus="meno",
    point="punto",
    to="a",
    over="su",
    slash="barra",
    hyphen="trattino",
    thousand="mila",
    times="per",
    equals="uguale a",
    signs=ITALIAN_SIGNS,
    and_="e",
    of="di",
    with_cents="e",
    clock="{h} e {m}",
    full_hour="{h}",
    date="{d} {month} {y}",
    first="1º",
    months=names_of(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre"
    ),
    day=("g", Name("giorno", "giorni")),
    degrees=Name("grado", "gradi"),
    units=units(
        km="chilometro chilometri",
        m="metro metri",
        cm="centimetro centimetri",
        mm="millimetro millimetri",
        kg="chilo chili",
        g="grammo grammi",
        mg="milligrammo milligrammi",
        l="litro litri",
        ml="millilitro millilitri",
        cl="centilitro centilitri",
        hg="etto etti",
        dl="decilitro decilitri",
        kcal="chilocaloria chilocalorie",
        h="ora ore",
        min="minuto minuti",
        s="secondo secondi",
        GB="gigabyte",
        MB="megabyte",
        W="watt",
        ms="millisecondo millisecondi",
        TB="terabyte",
        KB="kilobyte",
        kB="kilobyte",
        GHz="gigahertz",
        MHz="megahertz",
        Hz="hertz",
        kW="chilowatt",
        kWh="chilowattora",
        V="volt",
        dB="decibel",
        ha="ettaro ettari",
        t="tonnellata tonnellate",
        px="pixel",
    )
    | ITALIAN_UNITS
    | {
        **consumption("litro per 100 chilometri", "litri per 100 chilometri"),
        "km/h": Name("chilometro orario", "chilometri orari"),
        "g/km": Name("grammo al chilometro", "grammi al chilometro"),
        **dict.fromkeys(
            ("Mbit/s", "Mb/s", "Mbps"), Name("megabit al secondo", "megabit al secondo")
        ),
        "km/l": Name("chilometro al litro", "chilometri al litro"),
        "CV": Name("cavallo", "cavalli"),
        "m/s": Name("metro al secondo", "metri al secondo"),
        "mq": Name("metro quadro", "metri quadri"),
        "m²": Name("metro quadrato", "metri quadrati"),
        "km²": Name("chilometro quadrato", "chilometri quadrati"),
        "m³": Name("metro cubo", "metri cubi"),
    },
    money={
        "€": (same("euro"), Name("centesimo", "centesimi")),
        "$": (Name("dollaro", "dollari"), Name("centesimo", "centesimi")),
        "£": (Name("sterlina", "sterline"), Name("penny", "pence")),
        "R$": (same("real"), Name("centavo", "centavos")),
        "¥": (same("yen"), same("")),
        "₹": (Name("rupia", "rupie"), same("")),
        **dict.fromkeys(
            ("CHF", "Fr."),
            (Name("franco svizzero", "franchi svizzeri"), Name("centesimo", "centesimi")),
        ),
    },
    scales="mila|milioni|milione|miliardi|miliardo",
    fractions={
        "1/2": "un mezzo",
        "1/3": "un terzo",
        "2/3": "due terzi",
        "1/4": "un quarto",
        "3/4": "tre quarti",
    },
    half=("mezzo", "mezza"),
    per={
        **ITALIAN_PER,
        "kg": "al chilo",
        "die": "al giorno",
        "l": "al litro",
        "h": "all'ora",
        "ora": "all'ora",
        "m": "al metro",
        "min": "al minuto",
        "s": "al secondo",
        "giorno": "al giorno",
        "mese": "al mese",
        "anno": "all'anno",
        "notte": "a notte",
        "persona": "a persona",
        "pers": "a persona",
        "settimana": "a settimana",
        "m²": "al metro quadro",
    },
    days=ITALIAN_DAYS,
    shortenings={**ITALIAN_NOTES, **ITALIAN_TITLES, **ITALIAN_SHORTENINGS},
    up_to={"dalle": "alle", "dal": "al", "dall": "all'"},
    ordinals=names_of("primo secondo terzo quarto quinto sesto settimo ottavo nono decimo"),
    numbered_by_ordinals=True,
    counts_in="it",
    short_scales={"k": "mila", "mln": "milioni", "mld": "miliardi", "M": "milioni"},
)
