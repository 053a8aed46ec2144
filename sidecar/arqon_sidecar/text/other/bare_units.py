"""Units without a number in front: el kg, millones de km, en kWh."""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.number_patterns import POINT, any_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["bare_unit_forms"]

_ONE = (
    r"(?<=\b(?i:el|le|il|o|una?|an|al|du|au|d[ao]|del|dal|ao|por|par|per|demi"
    r"|mezzo|meio|medio|ogni|cada|chaque) )"
)
"""What stands before a unit without a number: el kg."""
_BARE = "km²|cm²|km/h|kWh|k[mg]|mg|ml|MB|GB|(?<=[ei][nm] )cm"
"""Units that are no words, without a number: millones de km."""
_EACH = ("por ", "par ", "per ", "cada ", "ogni ", "chaque ")
"""Behind another word "ha" is a verb: lo que le ha de pasar."""
_NO_UNITS = frozenset(("CV", "cv", "hs", "UI", "pp", "pb", "bar", "lb", "rpm"))
"""The story of somebody's life, el CV, and what stands behind numbers only."""


def bare_unit_forms(words: Vocabulary) -> tuple[Form, ...]:
    """One of them behind an article, else many."""
    unit = regex.compile(
        rf"(?:(?P<one>{_ONE})|(?<![\w.,/-])(?=(?:{_BARE})(?!\w|\.\s?\d|\s\d)))"
        rf"(?P<unit>{any_of(words.units)})(?![\w/²³'’]|\.\w){POINT}"
    )

    def alone(match: regex.Match[str]) -> str | None:
        """El kg, but cuántos km."""
        if len(match["unit"]) < 2 or match["unit"] in _NO_UNITS:
            return None
        if match["unit"] == "ha" and not match.string.endswith(_EACH, 0, match.start()):
            return None
        name = words.units[match["unit"]]
        return name.many if match["one"] is None else name.one

    return (Form(Kind.MEASURE, unit, alone, r"\w"),)
