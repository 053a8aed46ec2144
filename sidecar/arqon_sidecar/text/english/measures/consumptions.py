"""What is used up for so far, and heat for so long, without a number: kWh/100 km, K/min."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["consumption_forms"]

_USED = re.compile(
    r"(?<![\w/.])(?P<unit>kWh|[lL]|gal|k?g)/(?P<count>10{1,3})\s?(?P<way>km|mi|miles)(?![\w/])"
)
_IMPERIAL = {
    "ft/s": "feet per second", "ft/min": "feet per minute", "mi/gal": "miles per gallon",
    "lb/in²": "pounds per square inch", "lb/ft²": "pounds per square foot",
    "lb/ft³": "pounds per cubic foot", "lb/gal": "pounds per gallon",
}  # fmt: skip
_NAMED = re.compile(rf"(?<![\w/.])(?:{'|'.join(_IMPERIAL)})(?![\w/²³])")
_HEATED = re.compile(r"(?<=\d )K/(?P<per>min|s|h|hr|m|km)(?P<dot>\.)?(?![\w/²³])")


_SPENT = re.compile(r"(?<=\b[A-Z]{3})s?/(?P<per>hr?|min|day|wk|mo|yr)(?![\w/])")
"""Behind letters that are a unit or a money: BTU/hr."""


def consumption_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Liters per one hundred kilometers; kelvin per minute behind its number."""

    def used(match: re.Match[str]) -> str:
        way = "miles" if match["way"] == "miles" else UNITS[match["way"]][1]
        return f"{UNITS[match['unit']][1]} per {numbers.said(match['count'])} {way}"

    return (
        Form(
            Kind.MEASURE,
            _SPENT,
            lambda m: f" per {UNITS[m['per']][0] if m['per'] in UNITS else m['per']}",
            "[/s]",
        ),
        Form(Kind.MEASURE, _NAMED, lambda m: _IMPERIAL[m.group()], "[flm]"),
        Form(Kind.MEASURE, _USED, used, "[klLg]"),
        Form(
            Kind.MEASURE,
            _HEATED,
            lambda m: f"kelvin per {UNITS[m['per']][0]}{m['dot'] or ''}",
            "K",
        ),
    )
