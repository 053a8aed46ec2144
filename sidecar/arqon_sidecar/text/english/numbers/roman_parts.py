"""Numerals beside numerals or letters: Chapters I-V, Phase I/II, Section IV.B.2, MMXXIV."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import NUMERAL, value
from arqon_sidecar.text.english.numbers.roman_words import NUMBERED
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["roman_part_forms"]

_FROM_TO = re.compile(
    rf"(?<![\w.'&/-])(?P<from>{NUMERAL})\s?[-–]\s?(?P<to>{NUMERAL})(?![\w&/'-]|\.\w)"
)
_EITHER = re.compile(rf"(?<![\w.'&/-])(?P<from>{NUMERAL})/(?P<to>{NUMERAL})(?![\w&/'-]|\.\w)")
"""Phase I/II."""
_YEAR = re.compile(
    r"(?<![\w.'&/-])(?=M[MDCLXVI]{3})M{1,2}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    r"(?![\w&'-]|\.\w)"
)
"""MMXXIV, as films and buildings have it."""
_DIVIDED = re.compile(
    rf"(?P<roman>{NUMERAL})\.(?P<letter>[A-Z])(?:\.(?P<number>\d{{1,2}}))?(?!\w|\.\w)"
)
"""Section IV.B.2."""


def roman_part_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before one numeral alone."""
    return (
        Form(Kind.RANGE, _FROM_TO, lambda m: _from_to(m, numbers), "[IVXL]"),
        Form(Kind.ROMAN, _EITHER, lambda m: _from_to(m, numbers, " "), "[IVXL]"),
        Form(Kind.ROMAN, _YEAR, lambda m: numbers.year(value(m.group())), "M"),
        Form(Kind.ROMAN, _DIVIDED, lambda m: _divided(m, numbers), "[IVXL]"),
    )


def _is_numbered(match: re.Match[str]) -> bool:
    """Whether what is called by numerals stands before: Chapters, Sec."""
    return word_before(match).lower().rstrip(".").removesuffix("s") in NUMBERED


def _from_to(match: re.Match[str], numbers: Numbers, between: str = " to ") -> str | None:
    """Chapters IV-VI."""
    if not _is_numbered(match):
        return None
    return between.join(numbers.cardinal(value(match[end])) for end in ("from", "to"))


def _divided(match: re.Match[str], numbers: Numbers) -> str | None:
    if not _is_numbered(match):
        return None
    number = f" {numbers.said(match['number'])}" if match["number"] else ""
    return f"{numbers.cardinal(value(match['roman']))} {spelled(match['letter'])}{number}"
