"""What Spanish has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.vocabulary import Name, Vocabulary, names_of, same, units

__all__ = ["SPANISH"]

SPANISH = Vocabulary(
    minus="menos",
    point="punto",
    to="a",
    over="sobre",
    times="por",
    equals="igual a",
    and_="y",
    of="de",
    with_cents="con",
    clock="{h} y {m}",
    full_hour="{h}",
    date="{d} de {month} de {y}",
    first="1",
    months=names_of(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    degrees=Name("grado", "grados"),
    units=units(
        km="kilómetro kilómetros",
        m="metro metros",
        cm="centímetro centímetros",
        mm="milímetro milímetros",
        kg="kilo kilos",
        g="gramo gramos",
        mg="miligramo miligramos",
        l="litro litros",
        ml="mililitro mililitros",
        h="hora horas",
        min="minuto minutos",
        s="segundo segundos",
        GB="gigabyte gigabytes",
        MB="megabyte megabytes",
        W="vatio vatios",
    )
    | {
        "km/h": Name("kilómetro por hora", "kilómetros por hora"),
        "m/s": Name("metro por segundo", "metros por segundo"),
        "m²": Name("metro cuadrado", "metros cuadrados"),
        "km²": Name("kilómetro cuadrado", "kilómetros cuadrados"),
        "m³": Name("metro cúbico", "metros cúbicos"),
    },
    money={
        "€": (Name("euro", "euros"), Name("céntimo", "céntimos")),
        "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
        "£": (Name("libra", "libras"), Name("penique", "peniques")),
        "R$": (Name("real", "reales"), Name("centavo", "centavos")),
        "¥": (Name("yen", "yenes"), same("")),
        "₹": (Name("rupia", "rupias"), same("")),
    },
    scales="millones|millón|billones|billón",
    fractions={
        "1/2": "un medio",
        "1/3": "un tercio",
        "2/3": "dos tercios",
        "1/4": "un cuarto",
        "3/4": "tres cuartos",
    },
    shortenings={
        r"Srta\.": "señorita",
        r"Sres\.": "señores",
        r"Sra\.": "señora",
        r"Sr\.": "señor",
        r"Dra\.": "doctora",
        r"Dr\.": "doctor",
        r"Prof\.": "profesor",
        r"a\.\s?m\.": "de la mañana",
        r"p\.\s?m\.": "de la tarde",
        r"Sto\.": "santo",
        r"Sta\.": "santa",
        r"D\.(?=\s\p{Lu})": "don",
        r"(?:D\.ª|Dña\.)": "doña",
        r"Uds\.": "ustedes",
        r"Ud\.": "usted",
        r"EE\.\s?UU\.": "Estados Unidos",
        r"(?:p\.\s?ej\.)": "por ejemplo",
        r"etc\.": "etcétera",
        r"(?:n\.?º|núm\.)(?=\s?\d)": "número",
        r"pág\.(?=\s?\d)": "página",
        r"(?:Avda|Av)\.": "avenida",
        r"(?:[Tt]el|[Tt]fno)\.": "teléfono",
        r"aprox\.": "aproximadamente",
    },
)
