"""Single characters of the private use area that stand in a text for what letters cannot say.

Cleaning takes this area out of what a client sends, so that only the reader itself puts them there.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "HYPHENED",
    "LETTER_A",
    "MARKS",
    "PAUSES",
    "KnownWords",
    "pause_mark",
    "seconds_of_pause",
]

_FIRST_WORD = 0xE000
_FIRST_PAUSE = 0xF800
_MOST_WORDS = _FIRST_PAUSE - _FIRST_WORD
_TENTHS = 100
"""The longest pause, ten seconds, in tenths of a second: a text cannot ask for minutes."""

LETTER_A: Final = "\uf8ff"
"""The name of the letter, where an "a" could be taken for the article."""
MARKS: Final = "\ue000-\uf7ff\uf8ff"
"""All marks of a word, as a range of a regular expression."""
PAUSES: Final = f"{chr(_FIRST_PAUSE)}-{chr(_FIRST_PAUSE + _TENTHS)}"
"""All marks of a pause, as a range of a regular expression."""

HYPHENED: Final = re.compile(rf"(?<=[{MARKS}])-(?=\w)|(?<=\w)-(?=[{MARKS}])")
"""A hyphen between a mark and a word; it is not spoken."""


def pause_mark(seconds: float) -> str:
    """The mark of a pause, to a tenth of a second, ten seconds at most; nothing for none."""
    tenths = min(_TENTHS, round(10 * seconds))
    return chr(_FIRST_PAUSE + tenths) if tenths > 0 else ""


def seconds_of_pause(mark: str) -> float:
    """How long the pause of this mark is."""
    return (ord(mark) - _FIRST_PAUSE) / 10


class KnownWords(dict[str, str]):
    """The phonemes behind each word's mark."""

    def __init__(self) -> None:
        super().__init__({LETTER_A: "ˈA"})
        self._marks: dict[str, str] = {}

    def mark(self, phonemes: str) -> str | None:
        """The mark for these phonemes; None when the text holds more than there are marks."""
        if phonemes in self._marks:
            return self._marks[phonemes]
        if len(self._marks) >= _MOST_WORDS:
            return None
        mark = chr(_FIRST_WORD + len(self._marks))
        self._marks[phonemes] = mark
        self[mark] = phonemes
        return mark
