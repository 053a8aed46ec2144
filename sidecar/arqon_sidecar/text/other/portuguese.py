"""What Portuguese, as in Brazil, has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.vocabulary import Name, Vocabulary, names_of, same, units

__all__ = ["PORTUGUESE"]

PORTUGUESE = Vocabulary(
    minus="menos",
    point="ponto",
    to="a",
    over="sobre",
    times="vezes",
    equals="igual a",
    and_="e",
    of="de",
    with_cents="e",
    clock="{h} e {m}",
    full_hour="{h} horas",
    date="{d} de {month} de {y}",
    first="1º",
    months=names_of(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    degrees=Name("grau", "graus"),
    units=units(
        km="quilômetro quilômetros",
        m="metro metros",
        cm="centímetro centímetros",
        mm="milímetro milímetros",
        kg="quilo quilos",
        g="grama gramas",
        mg="miligrama miligramas",
        l="litro litros",
        ml="mililitro mililitros",
        h="hora horas",
        min="minuto minutos",
        s="segundo segundos",
        GB="gigabyte gigabytes",
        MB="megabyte megabytes",
        W="watt watts",
    )
    | {
        "km/h": Name("quilômetro por hora", "quilômetros por hora"),
        "m/s": Name("metro por segundo", "metros por segundo"),
        "m²": Name("metro quadrado", "metros quadrados"),
        "km²": Name("quilômetro quadrado", "quilômetros quadrados"),
        "m³": Name("metro cúbico", "metros cúbicos"),
    },
    money={
        "€": (Name("euro", "euros"), Name("centavo", "centavos")),
        "$": (Name("dólar", "dólares"), Name("centavo", "centavos")),
        "£": (Name("libra", "libras"), Name("pêni", "pence")),
        "R$": (Name("real", "reais"), Name("centavo", "centavos")),
        "¥": (Name("iene", "ienes"), same("")),
        "₹": (Name("rupia", "rupias"), same("")),
    },
    scales="milhões|milhão|bilhões|bilhão|trilhões|trilhão",
    fractions={
        "1/2": "meio",
        "1/3": "um terço",
        "2/3": "dois terços",
        "1/4": "um quarto",
        "3/4": "três quartos",
    },
    shortenings={
        r"Srta\.": "senhorita",
        r"Srs\.": "senhores",
        r"Sra\.": "senhora",
        r"Sr\.": "senhor",
        r"Dra\.": "doutora",
        r"Dr\.": "doutor",
        r"Prof[ªa]\.?(?=\s)": "professora",
        r"Prof\.": "professor",
        r"p\.\s?ex\.": "por exemplo",
        r"etc\.": "etcétera",
        r"n[.°º]?[°º](?=\s?\d)": "número",
        r"(?:pág|p)\.(?=\s?\d)": "página",
        r"Ltda\.": "limitada",
        r"Av\.": "avenida",
        r"R\.(?=\s\p{Lu})": "rua",
        r"[Tt]el\.": "telefone",
        r"aprox\.": "aproximadamente",
    },
)
