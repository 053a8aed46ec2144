"""Rules out most forms of a grammar by the few characters that a place of a text begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

import regex

__all__ = ["Beginning", "Likely", "beginning"]

T = TypeVar("T")
_KEPT = 8192
"""Beginnings whose forms are kept."""


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

        What stands before them is not known here. For a character that `re` and `regex` take for
        different things, as ½, a mark of a vowel or a control character, another one is tried, too,
        which `regex` takes for what it is to `re`.
        """
        if not self._first.match(begins):
            return False
        if self._by_regex:
            return bool(self._whole.match(begins, partial=True))
        return any(self._whole.match("".join(some), partial=True) for some in _as_re_sees(begins))


class Likely(Generic[T]):
    """Of forms with their beginnings those that may match a text, by what it begins with."""

    def __init__(self, forms: Sequence[tuple[Beginning, T]]) -> None:
        """`forms` in the order in which they are tried."""
        self._forms = forms
        self._met: set[str] = set()
        self.beginning_with = lru_cache(_KEPT)(self._chosen)
        """The forms that may match a text that begins with these characters."""

    def at(self, begins: str) -> Sequence[tuple[Beginning, T]]:
        """By the first character where it is met for the first time: to choose costs ten tries."""
        if begins in self._met:
            return self.beginning_with(begins)
        if len(self._met) >= _KEPT:
            self._met.clear()
        self._met.add(begins)
        return self.beginning_with(begins[:1])

    def _chosen(self, begins: str) -> Sequence[tuple[Beginning, T]]:
        """Of those that may match what begins with one character less."""
        fewer = self.beginning_with(begins[:-1]) if begins[1:] else self._forms
        return [each for each in fewer if each[0].may_be(begins)]


def _as_re_sees(begins: str) -> Iterable[tuple[str, ...]]:
    """The characters, each as it is or as one that `re` takes for the same."""
    return product(*((each, same) if (same := _same(each)) else each for each in begins))


@lru_cache(4096)
def _same(character: str) -> str:
    """What `regex` takes for what the character is to `re`; nothing where both agree.

    They know different versions of Unicode. No pattern names the characters that are given.
    """
    seen = [(bool(a.match(character)), bool(b.match(character))) for a, b in _CLASSES]
    if all(a == b for a, b in seen):
        return ""
    word, digit, space = (a for a, _ in seen)
    return " " if space else "0" if digit else "\ua723" if word else "\ue000"
