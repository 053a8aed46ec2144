"""Units without a number of their own: kg/m³, per sq. ft., in mph, degrees F, 34 y/o."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.unit_context import dot_ends
from arqon_sidecar.text.english.unit_names import UNITS
from arqon_sidecar.text.english.units import per, unit_words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["bare_unit_forms"]

_RATE = re.compile(
    r"(?<![\w/.])(?P<unit>(?:[nµμmckMG]?(?:g|m|l|L|mol|B|b)|km|kW|mi|W|N))(?P<power>[²³23])?"
    r"/(?P<per_count>(?!))?(?P<per>min|mol|kg|km|ml|mL|dL|L|l|h|s|m)(?P<per_power>[²³23])?(?![\w/])"
)
_DEGREES = re.compile(r"(?<=degrees )(?P<scale>[FC])(?!\w)")
_AGE = re.compile(r"(?<=\d)[- ]?y\.?/?o\.?(?!\w)")
_BARE = re.compile(
    r"(?<![\w/.'&-])(?P<unit>kg|km|cm|mmHg|mm|mph|kWh|kHz|MHz|GHz|mAh|lbs|mL|km/h)"
    r"(?![\w/'&-])"
)
_SURFACE = re.compile(
    r"(?<![\w.'-])(?P<power>sq|cu)\.?\s?(?P<unit>ft|in|m|mi|yd|km|cm)(?!\w)(?P<dot>\.)?"
)
_KELVIN = re.compile(r"(?<=\d )K(?![\w'-])")
_HEAT = re.compile(
    r"°|ΔT|\b(?:delta T|T\s?=|kelvin|temperature|temp|heated|cooled)\b", re.IGNORECASE
)
_SCALES = {"F": "Fahrenheit", "C": "Celsius"}


def bare_unit_forms() -> tuple[Form, ...]:
    """They stand behind the measures, which have their units."""
    return (
        Form(Kind.MEASURE, _RATE, _rate, r"[a-zA-Zµμ]"),
        Form(Kind.MEASURE, _SURFACE, _surface, "[sc]"),
        Form(Kind.MEASURE, _DEGREES, lambda m: _SCALES[m["scale"]], "[FC]"),
        Form(Kind.MEASURE, _KELVIN, lambda m: "kelvin" if _HEAT.search(back(m)) else None, "K"),
        Form(Kind.MEASURE, _AGE, lambda _: " year old", r"[- y]"),
        Form(Kind.MEASURE, _BARE, _bare, r"[kcmMGl]"),
    )


def _rate(match: re.Match[str]) -> str:
    return unit_words(match["unit"], match["power"], one=False) + per(match)


def _surface(match: re.Match[str]) -> str:
    """Per sq. ft., without a number."""
    one = word_before(match).lower() in ("per", "a", "each", "every")
    said = unit_words(match["unit"], {"sq": "²", "cu": "³"}[match["power"]], one=one)
    return said + "." * bool(match["dot"] and dot_ends(match))


def _bare(match: re.Match[str]) -> str | None:
    return "kilometers per hour" if match["unit"] == "km/h" else UNITS[match["unit"]][1]
