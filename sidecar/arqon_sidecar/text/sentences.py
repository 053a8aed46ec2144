"""Finds the sentences of a text that has been cleaned and normalised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.marks import PAUSES, seconds_of_pause
from arqon_sidecar.text.portions import PARAGRAPH

__all__ = ["Sentence", "sentences"]

_END = re.compile(rf"""[.!?…]+["”’')\]]*\s+|{PARAGRAPH}\s*""")
_PAUSE = re.compile(f"[{PAUSES}]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its end mark, and whether its paragraph ends with it.

    Where `pause_s` is more than nothing it is a pause of so many seconds, and `words` its mark.
    """

    words: Traced
    ends_paragraph: bool = False
    pause_s: float = 0.0


def sentences(text: Traced) -> Iterator[Sentence]:
    """All sentences in order; those without anything but space are left out.

    The mark of a pause must be a text by itself.
    """
    if len(text.text) == 1 and _PAUSE.match(text.text):
        yield Sentence(text, pause_s=seconds_of_pause(text.text))
        return
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
