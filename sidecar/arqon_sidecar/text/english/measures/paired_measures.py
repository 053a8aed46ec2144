"""Two measures with a slash: 10 mg/5 mL is "per", 350 g/12 oz the same in other units."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.measures.units import UNIT
from arqon_sidecar.text.english.numbers.numbers import NUMBER
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["paired_forms"]

_SLASH = re.compile(
    rf"\s?/\s?(?=(?P<number>{NUMBER})(?:\s(?P<above>\d)[/⁄](?P<below>\d))?(?:[kK](?=[\s-]?mi\b))?[\s-]?(?P<unit>{UNIT})(?![\w²³/]))"
)
_HEIGHTS = re.compile(r"(?<=\d[\"″”'′])\s?/\s?(?=\d{2,3}(?:\.\d)?\s?cm\b|\d\.\d{1,2}\s?m\b)")
"""Between feet and inches by their marks and the same in meters: 5'4"/163 cm."""
_BEFORE = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})[\s-]?(?P<unit>{UNIT})\.?\Z")
_SIZES: dict[str, dict[str, float]] = {
    "mass": {
        "mcg": 1e-6, "µg": 1e-6, "μg": 1e-6, "ug": 1e-6, "mg": 1e-3, "g": 1, "kg": 1e3, "kgs": 1e3,
        "oz": 28.35, "lb": 453.6, "lbs": 453.6,
    },
    "volume": {
        "µl": 1e-3, "µL": 1e-3, "ml": 1, "mL": 1, "cl": 10, "dl": 100, "dL": 100, "l": 1e3,
        "L": 1e3, "tsp": 4.93, "tbsp": 14.8, "Tbsp": 14.8, "c.": 237, "fl oz": 29.6,
        "fl. oz": 29.6, "qt": 946, "qts": 946, "pt.": 473, "gal": 3785,
    },
    "length": {
        "mm": 1e-3, "cm": 0.01, "m": 1, "km": 1e3, "ft": 0.3048, "yd": 0.914,
        "yds": 0.914, "mi": 1609,
    },
    "speed": {"mph": 1.609, "kph": 1, "kmh": 1},
    "heat": dict.fromkeys(("°C", "°F", "C", "F", "º", "°", "ºC", "ºF", "° C", "° F"), 0),
    "time": {
        "s": 1, "sec": 1, "secs": 1, "min": 60, "mins": 60, "h": 3600, "hr": 3600, "hrs": 3600,
        "d": 86400, "wk": 604800, "wks": 604800,
    },
    "term": {"mo": 1, "mos": 1, "yr": 12, "yrs": 12},
}  # fmt: skip
_KINDS = {unit: (kind, size) for kind, sizes in _SIZES.items() for unit, size in sizes.items()}
_FOR_EACH = frozenset(
    (a, b)
    for a, bs in {
        "mass": ("volume", "mass", "time"),
        "volume": ("mass", "volume", "time"),
        "length": ("length",),
        "time": ("mass",),
    }.items()
    for b in bs
)
"""What is measured for so much of what; but "5V/2A", "6 ft/190 lb" are two measures."""
_KITCHEN = frozenset(("tsp", "tbsp", "Tbsp", "c.", "oz"))
"""What is either a mass or a volume, and stands beside the other."""
_DENSEST = 3
"""How far a gram and a milliliter of what is cooked lie apart."""
_SAME = 1.15
"""How far apart two measures may be that say the same in other units."""
_FEW = 20
"""Of one kind, so many times as much is no other way to say the same."""


def paired_forms() -> tuple[Form, ...]:
    """The slash between both: "per", "or", or a short pause where neither is sure."""
    return (
        Form(Kind.MEASURE, _HEIGHTS, lambda _: " or ", r"[\s/]"),
        Form(Kind.MEASURE, _SLASH, _slash, r"[\s/]"),
    )


def _slash(match: re.Match[str]) -> str | None:
    first = _BEFORE.search(back(match))
    if not first or first["unit"] == match["unit"]:
        return ", " if first and match["unit"] == "°" else None  # high and low: 38°/27°
    kinds = [_KINDS.get(unit) for unit in (first["unit"], match["unit"])]
    if kinds[0] is None or kinds[1] is None:
        return None
    (a, size), (b, other) = kinds[0], kinds[1]
    if a == b == "heat" or (a, b) == ("term", "length"):
        return " or "
    part = int(match["above"]) / max(1, int(match["below"])) if match["above"] else 0
    much = _value(first["number"]) * size, (_value(match["number"]) + part) * other
    apart = max(much) / (min(much) or 1e-9)
    kitchen = {a, b} == {"mass", "volume"} and not _KITCHEN.isdisjoint(
        (first["unit"], match["unit"])
    )
    if apart < (_DENSEST if kitchen else _SAME if a == b else 1):
        return " or "
    if (a, b) not in _FOR_EACH or (a == b and apart < _FEW):
        return None
    return " per "


def _value(number: str) -> float:
    digits = re.sub(r"[^\d.]", "", number)
    return float(digits if digits.count(".") < 2 else digits.replace(".", ""))
