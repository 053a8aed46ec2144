"""Roman numerals in small letters: p. iv, pages ix-xii, step iii, Scene i, (iv)."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import value
from arqon_sidecar.text.english.numbers.roman_words import NUMBERED
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["small_roman_forms"]

_SMALL = re.compile(r"(?<=[^\w]\()(?P<roman>(?=[ivx])(?!x\))x{0,3}(?:ix|iv|v?i{0,3}))(?=\))")
_LOWER = r"(?:xl|x{0,3})(?:ix|iv|v?i{0,3})"
_FRONT = re.compile(
    rf"(?<![\w.'&/-])(?=[ivx])(?P<roman>{_LOWER})(?:[-–](?=[ivx])(?P<last>{_LOWER}))?(?![\w'-]|\.\w)"
)
_PAGES = words("p pp page pages")


def small_roman_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Pages in front of a book, what is numbered so, and points of a list."""
    return (
        Form(Kind.ROMAN, _FRONT, lambda m: _front(m, numbers), "[ivx]"),
        Form(Kind.ROMAN, _SMALL, lambda m: numbers.cardinal(value(m["roman"].upper())), "[ivx]"),
    )


def _front(match: re.Match[str], numbers: Numbers) -> str | None:
    """Pages of what stands in front of a book: p. iv, pages ix-xii; also "step iii", "Scene i"."""
    before = word_before(match).lower().rstrip(".")
    long = len(match["roman"]) > 1 or word_before(match) == "Scene"
    counted = before.removesuffix("s") in NUMBERED and long
    if not (before in _PAGES or counted):
        return None
    ends = filter(None, (match["roman"], match["last"]))
    return " to ".join(numbers.cardinal(value(end.upper())) for end in ends)
