"""Numbers with units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.measures.unit_context import is_unit
from arqon_sidecar.text.english.measures.unit_place import (
    dot_ends,
    is_at_sea,
    is_attributive,
)
from arqon_sidecar.text.english.measures.units import DOTTED, PER, THEN, UNIT, per, then, unit_words
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["TAIL", "TO", "measure_forms", "unit_and_point"]

_SCALES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion"}
_SCALE = "thousand|million|billion|trillion"
TO = r"(?:\s?(?:[–—]|\bto\b)\s?|\s-\s|-\s?)"
_BEHIND = (
    r"(?P<power>[²³]|(?<=m)[23]|\^[23](?!\d))?"
    rf"(?P<dot>\.)?(?![\w²³°]|\.[A-Z]\.|\.\d|-[A-Z](?!\w)|\.[a-z]\.|'(?!s\b)\w|/(?!\s?[A-Za-zµ\d]))"
    rf"(?:{PER}(?:/(?P<then>{THEN})(?![\w/]))?)?"
)
TAIL = rf"(?:\s?-?(?P<unit>{UNIT}){_BEHIND})"
_SAME = rf"(?:\s?-?(?P<unit>(?(first)(?P=first)|{UNIT})){_BEHIND})"
"""Only a unit that both ends have is said once: "5 bps to 4%" has two."""
_MEASURE = re.compile(
    rf"(?:(?<![\w.,%°$€£])|(?<=\d[x×]))(?P<minus>[-−+]|(?<![^\s(])–(?=\d[\d.]{{0,4}}\s?°))?(?P<number>{NUMBER}|\.\d+)"
    rf"(?:(?:\s?(?P<first>{UNIT})\s?[-–—]\s?|{TO})(?P<minus2>[-−])?(?P<to>{NUMBER})"
    rf"|(?P<more>\+)(?=\s?[a-z]))?(?P<scale>\s(?:{_SCALE})|[kK](?=[\s-](?:mi|km)\b)"
    r"|[MB](?=\s(?:km|mi|sq|ha|ac|kg|kWh|gal|bbl|ft|m[²23])))?"
    rf"{_SAME}"
)
_STONE = re.compile(
    r"(?<![\w.,])(?P<number>[4-9]|1\d|2[02-9])\s?st(?=\s?\d{1,2}\s?lbs?\b"
    r"|[,.;!?)]|\s|$)"
)
"""A weight in Britain: 12st 7lb; first is 1st, 21st, 31st."""


_POUNDS = re.compile(
    r"(?<![\w.,])(?P<lb>\d{1,2})\s?lbs?\.?(?P<oz>1[0-5]|\d)(?:\.(?P<part>\d))?\s?oz(?!\w)"
)
"""Of a child that was born, without a space: 7lb3oz."""


def measure_forms(numbers: Numbers) -> tuple[Form, ...]:
    """5 km, 12%, -3°C, 10–20 kg, 30 m², 9.8 m/s², 1/4 lb, 6 ft. board."""
    say = _Measures(numbers)
    return (
        Form(Kind.MEASURE, _STONE, lambda m: f"{numbers.said(m['number'])} stone"),
        Form(Kind.MEASURE, _POUNDS, say.pounds),
        Form(Kind.MEASURE, _MEASURE, say.measure, r"[-−–+\d.]"),
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    """Says measures."""

    numbers: Numbers

    def pounds(self, match: re.Match[str]) -> str:
        ounces = match["oz"] + (f".{match['part']}" if match["part"] else "")
        pound = f"{self.numbers.said(match['lb'])} pound{'s' * (match['lb'] != '1')}"
        return f"{pound} {self.numbers.said(ounces)} ounce{'s' * (ounces != '1')}"

    def measure(self, match: re.Match[str]) -> str | None:
        unit = match["unit"]
        if not is_unit(match):
            return None
        unit = "nmi" if unit == "nm" and is_at_sea(match) else unit
        number = match["number"]
        said = _sign(match["minus"]) + self.numbers.said(
            "0" * number.startswith(".") + number, counted=True
        )
        if match["to"]:
            said += f" to {_sign(match['minus2'])}{self.numbers.said(match['to'], counted=True)}"
        said += " plus" if match["more"] else ""
        scale = match["scale"] or ""
        said += f" {_SCALES[scale]}" if scale in _SCALES else scale
        one = (
            number == "1" and not (match["to"] or match["more"]) and not match["scale"]
        ) or is_attributive(match)
        return f"{said} {unit_and_point(match, unit, one=one)}"


def unit_and_point(match: re.Match[str], unit: str, *, one: bool) -> str:
    """The unit, what it is per, and the point that ends the sentence, too."""
    words = unit_words(unit, (match["power"] or "").lstrip("^"), one=one) + per(match) + then(match)
    dotted = unit in DOTTED or unit.endswith(".")
    ends = match.group().endswith(".") and (
        dot_ends(match) if dotted else not match.string.startswith(" of ", match.end())
    )
    return words + "." * bool(ends)


def _sign(written: str | None) -> str:
    return {"-": "minus ", "−": "minus ", "–": "minus ", "+": "plus "}.get(written or "", "")
