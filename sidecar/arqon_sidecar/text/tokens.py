"""What is to be spoken, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Border", "Token", "phonemes_of"]


class Border(IntEnum):
    """What ends after a token; the greater, the better to cut there."""

    NONE = 0
    WORD = 1
    CLAUSE = 2
    SENTENCE = 3
    PARAGRAPH = 4


_SENTENCE_MARKS = frozenset(".!?…")
_CLAUSE_MARKS = frozenset(",;:—)”")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: its phonemes and the part of the text as sent that it stands for.

    `space` says that a space follows. A mark (`is_word` False) belongs to what stands before it.
    `pause_s` is the silence in seconds that the text asks for behind it (`[pause:1.5s]`); a token
    that is there for its pause alone has no phonemes and is no word.
    """

    phonemes: str
    space: bool
    start: int
    end: int
    is_word: bool = True
    ends_paragraph: bool = False
    pause_s: float = 0.0

    @property
    def border(self) -> Border:
        """What ends behind this token."""
        if self.ends_paragraph:
            return Border.PARAGRAPH
        if not self.space:
            return Border.NONE
        if self.is_word:
            return Border.WORD
        return _border_of_marks(self.phonemes)

    def __str__(self) -> str:
        return self.phonemes + " " * self.space


def _border_of_marks(marks: str) -> Border:
    if not _SENTENCE_MARKS.isdisjoint(marks):
        return Border.SENTENCE
    return Border.WORD if _CLAUSE_MARKS.isdisjoint(marks) else Border.CLAUSE


def phonemes_of(tokens: Iterable[Token]) -> str:
    """The phonemes of the tokens as one string, without space at its ends."""
    return "".join(map(str, tokens)).strip()
