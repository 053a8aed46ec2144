"""Rules out most forms of a grammar by the few characters that a place of a text begins with."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

__all__ = ["Beginning", "beginning"]

_SHORT_WORD, _SHORT_NUMBER = 4, 2
"""Letters or digits up to which a word or a number is looked up whole."""
_CLASSES = tuple((re.compile(kind), regex.compile(kind)) for kind in (r"\w", r"\d", r"\s"))


def beginning(text: str, start: int, end: int) -> str:
    """What of the text tells which forms may match at the token text[start:end].

    Two characters, or a short word or number with what follows it, which rules out addresses, names
    in code and the like. Of longer ones there are too many to look each up.
    """
    most = _SHORT_NUMBER if text[start].isdecimal() else _SHORT_WORD
    return text[start : end + 1] if end - start <= most else text[start : start + 2]


class Beginning:
    """How texts begin that a form matches: most forms are ruled out by a few characters."""

    def __init__(self, pattern: re.Pattern[str], first: str) -> None:
        """Of a form with this pattern, which begins with a character that `first` matches."""
        self._first = re.compile(first)
        flags = pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)
        free = pattern.pattern.replace("(?<=", "(?:|")  # whatever stands before
        self._whole = regex.compile(free, int(flags))
        self._by_regex = isinstance(pattern, regex.Pattern)

    def may_be(self, begins: str) -> bool:
        """Whether it can match these characters with more behind them.

        What stands before them is not known here. A character that `re` and `regex` take for
        different things, as ½, a mark of a vowel or a control character, rules out no form of `re`.
        """
        if not self._first.match(begins):
            return False
        if not self._by_regex and any(map(_unlike, begins)):
            return True
        return bool(self._whole.match(begins, partial=True))


@lru_cache(4096)
def _unlike(character: str) -> bool:
    """Whether `re` and `regex` differ in what it is: they know different versions of Unicode."""
    return any(bool(a.match(character)) != bool(b.match(character)) for a, b in _CLASSES)
