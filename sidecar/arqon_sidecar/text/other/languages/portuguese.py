"""What Portuguese, as in Brazil, has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.portuguese_money import PORTUGUESE_MONEY
from arqon_sidecar.text.other.languages.portuguese_shortenings import (
    PORTUGUESE_DAYS,
    PORTUGUESE_SHORTENINGS,
)
from arqon_sidecar.text.other.languages.portuguese_units import PORTUGUESE_PER, PORTUGUESE_UNITS
from arqon_sidecar.text.other.languages.signs import PORTUGUESE_SIGNS
from arqon_sidecar.text.other.names import Name, names_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["PORTUGUESE"]

PORTUGUESE = Vocabulary(
    minus="menos",
    point="ponto",
    to="a",
    over="sobre",
    slash="barra",
    hyphen="hífen",
    thousand="mil",
    times="vezes",
    equals="igual a",
    signs=PORTUGUESE_SIGNS,
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
    day=("d", Name("dia", "dias")),
    degrees=Name("grau", "graus"),
    units=PORTUGUESE_UNITS,
    money=PORTUGUESE_MONEY,
    scales="mil|milhões|milhão|bilhões|bilhão|trilhões|trilhão",
    fractions={
        "1/2": "meio",
        "1/3": "um terço",
        "2/3": "dois terços",
        "1/4": "um quarto",
        "3/4": "três quartos",
    },
    half=("meio", "meia"),
    per=PORTUGUESE_PER,
    days=PORTUGUESE_DAYS,
    shortenings=PORTUGUESE_SHORTENINGS,
    counts_in="pt_BR",
    each="por",
    short_scales={
        "mi": "milhões",
        "bi": "bilhões",
        "tri": "trilhões",
        "M": "milhões",
        "MM": "milhões",
    },
    up_to={"das": "às", "da": "à", "do": "ao"},
    ordinals=names_of("primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo"),
)
