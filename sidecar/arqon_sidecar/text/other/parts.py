"""Measures whose parts stand behind the unit: 1m65, 38°2."""

from __future__ import annotations

import re

from num2words import num2words

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["part_forms"]

_HEIGHT = re.compile(r"(?<![\w.,/-])(?P<n>\d)\s?m\s?(?P<rest>\d\d)(?![\w²³]|[.,]\d|\s?[cmk]?m\b)")
_OF_MATCH = re.compile(
    r"(?:(?<=\b[àÀ] la )|(?<=\bla )|(?<=\b[Aa]l )|(?<=\b[Dd]al )|(?<=\b[Ii]l ))"
    r"(?P<n>\d{1,3})['’′](?![\w'’″\"])"
)
"""The minute of a match: à la 75'."""
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

    def minute(match: re.Match[str]) -> str:
        if words.counts_in == "it":
            return f"{match['n']}º"
        return f"{num2words(int(match['n']), lang='fr', to='ordinal')} minute"

    tall = Form(Kind.MEASURE, _HEIGHT, height)
    if words.counts_in in ("es", "pt_BR"):
        return (tall,)
    return (
        Form(Kind.ORDINAL, _OF_MATCH, minute),
        tall,
        Form(Kind.MEASURE, _HEAT, heat),
    )
