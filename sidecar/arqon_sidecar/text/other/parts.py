"""Measures whose parts stand behind the unit: 1m65, 38°2."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.agreement import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["part_forms"]

_HEIGHT = re.compile(r"(?<![\w.,/-])(?P<n>\d)\s?m\s?(?P<rest>\d\d)(?![\w²³]|[.,]\d|\s?[cmk]?m\b)")
_HEAT = re.compile(r"(?<![\w.,/-])(?P<n>3[5-9]|4[0-2])°(?P<rest>\d)(?![\w'’]|[.,]\d)")
"""A fever, as in France."""


def part_forms(words: Vocabulary) -> tuple[Form, ...]:
    """1m65 as "1 mètre 65", in Italian "un metro e 65"."""
    joint = f" {words.and_} " if words.with_cents else " "

    def height(match: re.Match[str]) -> str:
        metres = with_noun(words.counts_in, match["n"], words.units["m"].of(match["n"]))
        return f"{metres}{joint}{match['rest']}"

    def heat(match: re.Match[str]) -> str:
        return f"{match['n']} {words.degrees.many}{joint}{match['rest']}"

    return (Form(Kind.MEASURE, _HEIGHT, height), Form(Kind.MEASURE, _HEAT, heat))
