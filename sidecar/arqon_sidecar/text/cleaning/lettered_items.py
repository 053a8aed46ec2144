"""Items of lists that letters or Roman numerals mark: "a. First", "(b) Second", "ii. Deep".

One such line alone may be a name ("J. Smith") or a sentence ("I. am tired"), so an item counts only
where the one before it or the one behind it is near.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
from typing import Final

from arqon_sidecar.text.grammar.rules import Rule

__all__ = ["LETTERED_ITEMS"]

_ITEM = re.compile(
    r"^[ \t]*(?:[-*+•][ \t]+)?(?P<open>\(?)(?P<sign>[a-z]|[A-Z]|[ivx]{2,4}"
    r"|[IVX]{2,4})(?P<close>[.)])[ \t]+(?=\S)",
    re.MULTILINE,
)
_NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_REACH = 400
"""Characters on both sides in which the next item is looked for."""
_BESIDE: Final = {
    kind: {
        sign: [pair[sign == pair[0]] for pair in pairwise(signs) if sign in pair] for sign in signs
    }
    for kind, signs in (("numeral", _NUMERALS), ("letter", list(ascii_lowercase)))
}
"""What stands before and behind a mark in its kind of list."""


def _said(match: re.Match[str]) -> str | None:
    """A letter by itself, a numeral as a number; both with a pause behind."""
    sign = match["sign"].lower()
    if bool(match["open"]) and match["close"] != ")":
        return None
    if _is_listed(match, "numeral"):
        return f"\n\n{_NUMERALS.index(sign) + 1}, "
    return f"\n\n{sign.upper()}, " if _is_listed(match, "letter") else None


def _is_listed(match: re.Match[str], kind: str) -> bool:
    beside = _BESIDE[kind].get(match["sign"].lower())
    if not beside:
        return False
    signs = tuple(sign.upper() if match["sign"].isupper() else sign for sign in beside)
    sibling = _sibling(match["open"], signs, match["close"])
    text, start, end = match.string, match.start(), match.end()
    near = sibling.search(text, end, end + _REACH)
    return bool(near or sibling.search(text, max(0, start - _REACH), start))


@lru_cache(256)
def _sibling(opening: str, signs: tuple[str, ...], closing: str) -> re.Pattern[str]:
    marked = f"{re.escape(opening)}(?:{'|'.join(signs)}){re.escape(closing)}"
    return re.compile(rf"^[ \t]{{0,40}}(?:[-*+•][ \t]+)?{marked}[ \t]+\S", re.MULTILINE)


LETTERED_ITEMS = Rule(_ITEM, _said)
