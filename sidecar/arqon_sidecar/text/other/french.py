"""What French has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.vocabulary import Name, Vocabulary, names_of, same, units

__all__ = ["FRENCH"]

FRENCH = Vocabulary(
    minus="moins",
    point="point",
    to="à",
    over="sur",
    times="fois",
    equals="égale",
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
        h="heure heures",
        min="minute minutes",
        s="seconde secondes",
        Go="gigaoctet gigaoctets",
        Mo="mégaoctet mégaoctets",
        W="watt watts",
    )
    | {
        "km/h": Name("kilomètre heure", "kilomètres heure"),
        "m/s": Name("mètre par seconde", "mètres par seconde"),
        "m²": Name("mètre carré", "mètres carrés"),
        "km²": Name("kilomètre carré", "kilomètres carrés"),
        "m³": Name("mètre cube", "mètres cubes"),
    },
    money={
        "€": (Name("euro", "euros"), Name("centime", "centimes")),
        "$": (Name("dollar", "dollars"), Name("cent", "cents")),
        "£": (Name("livre", "livres"), Name("penny", "pence")),
        "R$": (Name("réal", "réaux"), Name("centavo", "centavos")),
        "¥": (Name("yen", "yens"), same("")),
        "₹": (Name("roupie", "roupies"), same("")),
    },
    scales="millions|million|milliards|milliard",
    fractions={
        "1/2": "un demi",
        "1/3": "un tiers",
        "2/3": "deux tiers",
        "1/4": "un quart",
        "3/4": "trois quarts",
    },
    shortenings={
        r"MM\.": "messieurs",
        r"Mr\.?(?=\s\p{Lu})": "monsieur",
        r"M\.(?=\s\p{Lu})": "monsieur",
        r"Mmes\.?": "mesdames",
        r"Mme\.?": "madame",
        r"Mlle\.?": "mademoiselle",
        r"Dr\.?(?=\s\p{Lu})": "docteur",
        r"Pr\.?(?=\s\p{Lu})": "professeur",
        r"av\. J\.-C\.": "avant Jésus-Christ",
        r"apr\. J\.-C\.": "après Jésus-Christ",
        r"p\.\s?ex\.": "par exemple",
        r"c\.-à-d\.": "c'est-à-dire",
        r"etc\.": "et cétéra",
        r"n[°º](?=\s?\d)": "numéro",
        r"p\.(?=\s?\d)": "page",
        r"env\.": "environ",
        r"av\.(?=\s)": "avenue",
        r"[Bb]d\.?(?=\s\p{Lu})": "boulevard",
        r"[Tt]él\.": "téléphone",
    },
)
