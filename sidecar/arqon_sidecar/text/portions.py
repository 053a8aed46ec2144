"""Cuts a text that has been cleaned into portions, each of which is read in some 50 ms.

A portion ends where a sentence surely ends, or else between two words, so that the first is soon
read, a reader can be stopped, and what is quadratic in the length stays small.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.marks import PAUSES

__all__ = ["PARAGRAPH", "parts_and_pauses", "portions"]

PARAGRAPH = "\n"
"""The only line end that cleaning leaves: where a paragraph, a heading or a list item ends."""

_MOST_AT_FIRST = 400
_MOST = 1_200
"""Characters of a portion; sentences are put together up to there: in many small ones misaki takes
three times as long."""
_END = regex.compile(
    r"""\n
    |(?:(?<=\p{Ll}{5})\.|(?<=\p{L})[!?]|(?<=\p{Lo}\p{M}?)\.)["”'’)\]]*\s+
    (?=["“'‘(¿¡]*[\p{Lu}\p{Lo}])""",
    regex.VERBOSE,
)
"""Behind a short word or a number the end of a sentence is not sure: it may be an abbreviation."""
_BORDERS = (
    regex.compile(r"""[.!?…]["”'’)\]]*\s+"""),
    regex.compile(r"[,;:—]\s+"),
    regex.compile(r"(?<=\p{L})\s+(?=\p{L})"),
    regex.compile(r"\s+"),
)
_PAUSE = regex.compile(f"([{PAUSES}])")


def portions(text: Traced) -> Iterator[Traced]:
    """The whole text in order. The first portion is one sentence, so that it is soon read."""
    start = end = 0
    for stop in (*(match.end() for match in _END.finditer(text.text)), len(text.text)):
        if end > start and (start == 0 or stop - start > _MOST):
            yield from _cut(text, start, end)
            start = end
        end = stop
    yield from _cut(text, start, end)


def parts_and_pauses(portion: Traced) -> Iterator[Traced]:
    """The portion in order: each mark of a pause by itself, and what stands between them."""
    start = 0
    for mark in _PAUSE.finditer(portion.text):
        yield portion.cut(start, mark.start())
        yield portion.cut(*mark.span())
        start = mark.end()
    yield portion.cut(start, len(portion.text))


def _cut(text: Traced, start: int, end: int) -> Iterator[Traced]:
    """text[start:end] in pieces that are not too long."""
    while end - start > (most := _MOST if start else _MOST_AT_FIRST):
        border = _border(text.text, start + most // 2, start + most)
        yield text.cut(start, border)
        start = border
    if end > start:
        yield text.cut(start, end)


def _border(text: str, least: int, most: int) -> int:
    """The best place in the second half of what a portion may hold."""
    for pattern in _BORDERS:
        border: int = max((match.end() for match in pattern.finditer(text, least, most)), default=0)
        if border:
            return border
    return most
