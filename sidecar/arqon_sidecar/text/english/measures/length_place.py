"""What stands beside a length by its marks: a noun that it describes, or an open quotation."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import is_noun_after, modifies, word_after, word_before

__all__ = ["are_minutes", "describes", "open_curly"]

_MOST_INCHES = 12
_LONG = ("long", "tall", "wide", "high", "deep", "across")
_FORESEEN = (
    "o",
    "OC",
    "expected",
    "possible",
    "likely",
    "overnight",
    "tonight",
    "total",
    "max",
    "min",
    "x",
)


def describes(match: re.Match[str]) -> bool:
    """Whether it belongs to the noun behind it: a 12" board."""
    after = word_after(match)
    named = word_before(match).lower() in ("a", "the", "my", "this") and after[:1].isupper()
    return (
        named
        or modifies(match)
        or (is_noun_after(match) and after not in _FORESEEN)
        or match.string[match.end() + 1 : match.end() + 2].isdecimal()
    )


def open_curly(match: re.Match[str]) -> bool:
    """Whether a quotation with curly marks is open, which the next mark closes."""
    before = match.string[max(0, match.start() - 400) : match.start()]
    return before.count("“") > before.count("”")


def are_minutes(match: re.Match[str]) -> bool:
    """Whether 22'30" is how long one took: a foot has fewer inches."""
    long = describes(match) or word_after(match) in _LONG
    return float(match["inches"]) > _MOST_INCHES and not long
