"""Numerals behind letters: WWII is World War Two, a D-I school plays in division one."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import is_noun_after
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["roman_name_forms"]

_NUMBERS = {"I": "One", "II": "Two", "III": "Three", "1": "One", "2": "Two", "3": "Three"}
_WAR = re.compile(r"(?<!\w)WW ?(?P<number>I{1,3}|[123])(?!\w)")
_DIVISION = re.compile(r"(?<![\w-])D-(?P<number>I{1,3})(?![\w-])")
"""In which a college plays; without a noun behind it D-I may be a span of letters."""


def roman_name_forms() -> tuple[Form, ...]:
    """They stand before the letters alone."""
    return (
        Form(Kind.ROMAN, _WAR, lambda m: f"World War {_NUMBERS[m['number']]}", "W"),
        Form(Kind.ROMAN, _DIVISION, _division, "D"),
    )


def _division(match: re.Match[str]) -> str | None:
    alone = match["number"] == "I" and not is_noun_after(match)
    return None if alone else f"D {_NUMBERS[match['number']].lower()}"
