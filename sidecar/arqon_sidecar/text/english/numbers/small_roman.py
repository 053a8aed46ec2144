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
_SCENE = re.compile(
    r"(?<![\w.'-])(?P<act>I{1,3}|IV|V)\.(?P<scene>i{1,3}|iv|v|vi{0,3})(?:\.(?P<line>\d{1,4}))?(?![\w-]|\.\w)"
)
"""Of a play: Hamlet III.i.56."""
_HEADING = re.compile(r"(?<![^\n])(?P<roman>(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))\.(?=\s[A-Z])")
"""At the beginning of a line: II. Methods."""
_PAGES = words("p pp page pages")


def small_roman_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Pages in front of a book, what is numbered so, and points of a list."""
    return (
        Form(Kind.ROMAN, _SCENE, lambda m: _scene(m, numbers), "[IV]"),
        Form(Kind.ROMAN, _HEADING, lambda m: f"{numbers.cardinal(value(m['roman']))}.", "[IVX]"),
        Form(Kind.ROMAN, _FRONT, lambda m: _front(m, numbers), "[ivx]"),
        Form(Kind.ROMAN, _SMALL, lambda m: numbers.cardinal(value(m["roman"].upper())), "[ivx]"),
    )


def _scene(match: re.Match[str], numbers: Numbers) -> str | None:
    if len(match["act"]) == 1 and not (match["line"] or word_before(match).istitle()):
        return None  # I.v. fluids
    parts = [numbers.cardinal(value(match[name].upper())) for name in ("act", "scene")]
    return ", ".join([*parts, numbers.said(match["line"])] if match["line"] else parts)


def _front(match: re.Match[str], numbers: Numbers) -> str | None:
    """Pages of what stands in front of a book: p. iv, pages ix-xii; also "step iii", "Scene i"."""
    before = word_before(match).lower().rstrip(".")
    long = len(match["roman"]) > 1 or word_before(match) == "Scene"
    counted = before.removesuffix("s") in NUMBERED and long
    if not (before in _PAGES or counted):
        return None
    ends = filter(None, (match["roman"], match["last"]))
    return " to ".join(numbers.cardinal(value(end.upper())) for end in ends)
