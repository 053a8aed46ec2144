"""Units of several: 8.314 J/(mol·K), 6.67e-11 N·m²/kg², 1.38e-23 J/K, 9.8 m s⁻²."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.measures.units import UNIT
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["compound_forms"]

_BELOW = r"(?:⁻[¹²³]|\^[-−][123](?!\d))"
"""A negative power: the unit stands below the line."""
_ONE = rf"(?:{UNIT}|K)(?:[²³]|\^[23](?!\d)|{_BELOW})?"
_MORE = rf"(?:[·⋅*/]{_ONE}|/\({_ONE}(?:[·⋅*]{_ONE}){{1,3}}\)| (?:{UNIT}|K){_BELOW})"
_END = r"(?![\w²³·⋅/^(⁻])"
# Looked at before the units are tried: a point or a bracket soon, or a power below the line.
_TOGETHER = (
    rf"(?=[^\s]{{1,12}}[·⋅(]|[^\s]{{1,5}}(?: [^\s]{{1,3}})?(?:⁻|\^[-−]))(?![^\s·⋅/(]{{0,9}}\*)"
    rf"(?!N·m(?![²³·⋅/])|K)(?:{_ONE}{_MORE}{{1,4}}|(?:{UNIT}){_BELOW}){_END}"
)
_NUMBER = re.compile(rf"(?<![\w.,$€£])(?P<number>{NUMBER})(?=\s?{_TOGETHER})")
_UNITS = re.compile(
    rf"(?:(?<=\d)|(?<=\d )|(?<=[⁰¹²³⁴-⁹] )|(?<![^\s(])(?![A-Zghm]⁻)(?=[^\s]{{1,12}}⁻[¹²³]))(?!K)"
    rf"(?:{_ONE}{_MORE}{{1,4}}|(?:{UNIT}){_BELOW}){_END}"
)
_PART = re.compile(rf"(?P<per>/?)\(?(?P<unit>{UNIT}|K)(?P<power>\^?(?P<below>[⁻−-])?[¹²³123])?\)?")
_POWERS = {"²": " squared", "2": " squared", "³": " cubed", "3": " cubed"}
_KELVIN = ("kelvin", "kelvins")


def compound_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before measures, whose units are one, or one per another."""
    return (
        Form(Kind.MEASURE, _NUMBER, lambda m: numbers.said(m["number"], counted=True) + " "),
        Form(Kind.MEASURE, _UNITS, _said, r"[^\W\d_]|[°%]"),
    )


def _said(match: re.Match[str]) -> str:
    """Many of the last unit above the slash; one of each below it."""
    parts = list(_PART.finditer(match.group()))
    below = (at for at, part in enumerate(parts) if part["per"] or part["below"])
    above = next(below, len(parts))
    return " ".join(_unit(part, many=at == above - 1) for at, part in enumerate(parts))


def _unit(part: re.Match[str], *, many: bool) -> str:
    name = UNITS.get(part["unit"], _KELVIN)[many]
    per = "per " * bool(part["per"] or part["below"])
    return per + name + _POWERS.get((part["power"] or "")[-1:], "")
