"""What Italian has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.vocabulary import Name, Vocabulary, names_of, same, units

__all__ = ["ITALIAN"]

ITALIAN = Vocabulary(
    minus="meno",
    point="punto",
    to="a",
    over="su",
    times="per",
    equals="uguale a",
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
        h="ora ore",
        min="minuto minuti",
        s="secondo secondi",
        GB="gigabyte",
        MB="megabyte",
        W="watt",
    )
    | {
        "km/h": Name("chilometro orario", "chilometri orari"),
        "m/s": Name("metro al secondo", "metri al secondo"),
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
    },
    scales="milioni|milione|miliardi|miliardo",
    fractions={
        "1/2": "un mezzo",
        "1/3": "un terzo",
        "2/3": "due terzi",
        "1/4": "un quarto",
        "3/4": "tre quarti",
    },
    shortenings={
        r"Sig\.ra": "signora",
        r"Sig\.na": "signorina",
        r"Sigg\.": "signori",
        r"Sig\.": "signor",
        r"Dott\.ssa": "dottoressa",
        r"(?:Dott|Dr)\.": "dottor",
        r"Prof\.ssa": "professoressa",
        r"Prof\.": "professor",
        r"Ing\.": "ingegner",
        r"Avv\.": "avvocato",
        r"(?:p|ad)\.?\s?es\.": "per esempio",
        r"ecc\.": "eccetera",
        r"n[.°º](?=\s?\d)": "numero",
        r"(?:pag|p)\.(?=\s?\d)": "pagina",
        r"art\.(?=\s?\d)": "articolo",
        r"[Tt]el\.": "telefono",
        r"ca\.(?=\s)": "circa",
    },
)
