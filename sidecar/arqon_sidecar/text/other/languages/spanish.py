"""What Spanish has for what is written short."""

from __future__ import annotations

from arqon_sidecar.text.other.languages.signs import SPANISH_SIGNS
from arqon_sidecar.text.other.languages.spanish_money import SPANISH_MONEY
from arqon_sidecar.text.other.languages.spanish_shortenings import SPANISH_DAYS, SPANISH_SHORTENINGS
from arqon_sidecar.text.other.languages.spanish_units import SPANISH_PER, SPANISH_UNITS
from arqon_sidecar.text.other.names import Name, names_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["SPANISH"]

SPANISH = Vocabulary(
    minus="menos",
    point="punto",
    to="a",
    over="sobre",
    slash="barra",
    hyphen="guion",
    thousand="mil",
    times="por",
    equals="igual a",
    signs=SPANISH_SIGNS,
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
    day=("d", Name("día", "días")),
    degrees=Name("grado", "grados"),
    units=SPANISH_UNITS,
    money=SPANISH_MONEY,
    scales="mil millones|mil|millones|millón|billones|billón",
    fractions={
        "1/2": "un medio",
        "1/3": "un tercio",
        "2/3": "dos tercios",
        "1/4": "un cuarto",
        "3/4": "tres cuartos",
    },
    half=("medio", "media"),
    per=SPANISH_PER,
    days=SPANISH_DAYS,
    shortenings=SPANISH_SHORTENINGS,
    counts_in="es",
    each="por",
    pointed_dollar=(Name("peso", "pesos"), Name("centavo", "centavos")),
    short_scales={"mill": "millones", "MM": "millones", "M": "millones"},
    ordinals=names_of("primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo"),
)
