"""Finds the sentences of a text that has been cleaned and normalised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from arqon_sidecar.text.traced import Traced

__all__ = ["PARAGRAPH", "Sentence", "portions", "sentences"]

PARAGRAPH = "\n"
"""The only line end that cleaning leaves: where a paragraph, a heading or a list item ends."""

_END = re.compile(r"""[.!?…]+["”’')\]]*\s+|\n\s*""")
_SURE_END = re.compile(r"(?<=[a-z]{4}[.!?])\s+(?=[A-Z“])|\n")
"""Behind an abbreviation or a number the end of a sentence is not sure; behind a word it is."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its end mark, and whether its paragraph ends with it."""

    words: Traced
    ends_paragraph: bool


def portions(text: Traced) -> Iterator[Traced]:
    """The text in portions that each end with a sentence, so that the first is soon read."""
    start = 0
    for match in _SURE_END.finditer(text.text):
        yield text.cut(start, match.end())
        start = match.end()
    yield text.cut(start, len(text.text))


def sentences(text: Traced) -> Iterator[Sentence]:
    """All sentences in order; those without anything but space are left out."""
    start = 0
    for match in _END.finditer(text.text):
        yield from _sentence(text, start, match.end())
        start = match.end()
    yield from _sentence(text, start, len(text.text))


def _sentence(text: Traced, start: int, end: int) -> Iterator[Sentence]:
    whole = text.text[start:end]
    words = whole.strip()
    if words:
        first = start + len(whole) - len(whole.lstrip())
        yield Sentence(text.cut(first, first + len(words)), PARAGRAPH in whole)
