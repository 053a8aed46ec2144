"""What French has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.french_notes import FRENCH_NOTES
from arqon_sidecar.text.other.languages.french_shortenings import FRENCH_DAYS, FRENCH_SHORTENINGS
from arqon_sidecar.text.other.languages.french_titles import FRENCH_TITLES
from arqon_sidecar.text.other.languages.french_units import FRENCH_PER, FRENCH_UNITS
from arqon_sidecar.text.other.languages.signs import FRENCH_SIGNS
from arqon_sidecar.text.other.names import Name, consumption, names_of, same, units
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["FRENCH"]

FRENCH = Vocabulary(
    minus="moins",
    point="point",
    to="à",
    over="sur",
    slash="barre",
    hyphen="tiret",
    thousand="mille",
    times="fois",
    equals="égale",
    signs=FRENCH_SIGNS,
    and_="et",
    of="d'",
    with_cents="",
    clock="{h} heures {m}",
    full_hour="{h} heures",
    date="{d} {month} {y}",
    first="1er",
    months=names_of(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    day=("j", Name("jour", "jours")),
    degrees=Name("degré", "degrés"),
    units=units(
        km="kilomètre kilomètres",
        m="mètre mètres",
        cm="centimètre centimètres",
        mm="millimètre millimètres",
        kg="kilo kilos",
        g="gramme grammes",
        mg="milligramme milligrammes",
        l="litre litres",
        ml="millilitre millilitres",
        cl="centilitre centilitres",
        dl="décilitre décilitres",
        kcal="kilocalorie kilocalories",
        h="heure heures",
        min="minute minutes",
        s="seconde secondes",
        Go="gigaoctet gigaoctets",
        Mo="mégaoctet mégaoctets",
        W="watt watts",
        ms="milliseconde millisecondes",
        To="téraoctet téraoctets",
        ko="kilooctet kilooctets",
        GHz="gigahertz",
        MHz="mégahertz",
        Hz="hertz",
        kW="kilowatt kilowatts",
        kWh="kilowattheure kilowattheures",
        V="volt volts",
        dB="décibel décibels",
        ha="hectare hectares",
        t="tonne tonnes",
        px="pixel pixels",
    )
    | FRENCH_UNITS
    | {
        **consumption("litre aux 100 kilomètres", "litres aux 100 kilomètres"),
        "km/h": Name("kilomètre à l’heure", "kilomètres à l’heure"),
        "g/km": Name("gramme par kilomètre", "grammes par kilomètre"),
        **dict.fromkeys(
            ("Mbit/s", "Mb/s", "Mbps"), Name("mégabit par seconde", "mégabits par seconde")
        ),
        "km/l": Name("kilomètre par litre", "kilomètres par litre"),
        "ch": Name("cheval", "chevaux"),
        "m/s": Name("mètre par seconde", "mètres par seconde"),
        "m²": Name("mètre carré", "mètres carrés"),
        "km²": Name("kilomètre carré", "kilomètres carrés"),
        "m³": Name("mètre cube", "mètres cubes"),
    },
    money={
        "€": (Name("euro", "euros"), Name("centime", "centimes")),
        "$": (Name("dollar", "dollars"), Name("cent", "cents")),
        **dict.fromkeys(
            ("$US", "$ US", "US$"),
            (Name("dollar américain", "dollars américains"), Name("cent", "cents")),
        ),
        **dict.fromkeys(
            ("$CA", "$ CA", "$CAN", "$ CAN"),
            (Name("dollar canadien", "dollars canadiens"), Name("cent", "cents")),
        ),
        **dict.fromkeys(
            ("FCFA", "F CFA"), (Name("franc CFA", "francs CFA"), Name("centime", "centimes"))
        ),
        "£": (Name("livre", "livres"), Name("penny", "pence")),
        "R$": (Name("réal", "réaux"), Name("centavo", "centavos")),
        "¥": (Name("yen", "yens"), same("")),
        "₹": (Name("roupie", "roupies"), same("")),
        **dict.fromkeys(
            ("CHF", "Fr."), (Name("franc suisse", "francs suisses"), Name("centime", "centimes"))
        ),
    },
    scales="millions|million|milliards|milliard",
    fractions={
        "1/2": "un demi",
        "1/3": "un tiers",
        "2/3": "deux tiers",
        "1/4": "un quart",
        "3/4": "trois quarts",
    },
    half=("un demi", "une demi"),
    half_behind=("demi", "demie"),
    per={
        **FRENCH_PER,
        "kg": "le kilo",
        "l": "le litre",
        "h": "de l'heure",
        "m": "le mètre",
        "min": "par minute",
        "s": "par seconde",
        "jour": "par jour",
        "j": "par jour",
        "mois": "par mois",
        "an": "par an",
        "nuit": "la nuit",
        "pers": "par personne",
        "personne": "par personne",
        "semaine": "par semaine",
        "m²": "le mètre carré",
    },
    days=FRENCH_DAYS,
    shortenings={**FRENCH_NOTES, **FRENCH_TITLES, **FRENCH_SHORTENINGS},
    counts_in="fr",
    short_scales={"k": "mille", "M": "millions", "Md": "milliards", "Mds": "milliards"},
)
