"""Degrees: -3 °C, 15-20 °C, 200 ºC; "2º C" is a floor."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.amounts import Amounts
from arqon_sidecar.text.other.number_patterns import FREE, GAP, MINUS, NUMBER, SIGNED, VALUE, form
from arqon_sidecar.text.other.ranges import up_to
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["degree_forms"]


def degree_forms(words: Vocabulary, amounts: Amounts) -> tuple[Form, ...]:
    """Degrees of any scale, and from some to some."""
    celsius, fahrenheit = words.scales_of_heat
    scales = {"C": f" {celsius}", "F": f" {fahrenheit}"}

    def degrees(match: re.Match[str]) -> str:
        noun = words.degrees.of(match["number"])
        return amounts.counted(match, noun) + scales.get(match["unit"] or match["scale"] or "", "")

    def between(match: re.Match[str]) -> str:
        minus = f"{words.minus} "
        first = minus * bool(match["minus"]) + amounts.plain(match["a"])
        last = minus * bool(match["below"]) + amounts.plain(match["b"])
        scale = scales.get(match["unit"] or "", "")
        return f"{first} {up_to(match, words)} {last} {words.degrees.many}{scale}"

    return (
        form(
            Kind.RANGE,
            rf"{FREE}{MINUS}(?P<a>{NUMBER})(?:°{GAP}[CF]?)?\s?[-–/]\s?(?P<below>[-−])?(?P<b>{NUMBER}){GAP}°(?:{GAP}(?P<unit>[CF]))?(?!\w)",
            between,
            SIGNED,
        ),
        form(
            Kind.MEASURE,
            rf"{FREE}{MINUS}{VALUE}{GAP}(?:°(?:{GAP}(?P<unit>[CF]))?|(?:(?<=\s)|(?<=\d\d))º(?P<scale>[CF])|(?:(?<=\d,\d)|(?<=[-−]\d)|(?<=[-−]\d\d))º)(?!\w)",
            degrees,
            SIGNED,
        ),
    )
