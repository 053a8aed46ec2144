"""What stands beside a length by its marks: a noun that it describes, or an open quotation."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import (
    is_noun_after,
    modifies,
    word_after,
    word_before,
)

__all__ = ["describes", "open_curly"]

_FORESEEN = ("o", "OC", "expected", "possible", "likely", "total", "max", "min", "x")


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
