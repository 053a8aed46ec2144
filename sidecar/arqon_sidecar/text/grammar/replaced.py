"""A text with words in the place of some of its parts."""

from __future__ import annotations

from arqon_sidecar.text.grammar.traced import Traced

__all__ = ["Replaced"]

_MARKS = ",;:)]"
"""A number behind one of these is a word apart: "1,2"."""


class Replaced:
    """The spoken text as far as it is made, with the places of its characters."""

    def __init__(self, text: Traced) -> None:
        self._from = text
        self._done = 0
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def say(self, start: int, end: int, words: str) -> None:
        """Keep what stands before text[start:end], then say words for it, apart from others."""
        self._keep(start)
        last = self._parts[-1][-1:] if self._parts else ""
        if words[:1].isalnum() and (_is_word(last) or last in _MARKS):
            words = " " * bool(last) + words
        if words[-1:].isalnum() and _is_word(self._from.text[end : end + 1]):
            words += " "
        words = words if self._parts else words.lstrip(" ") or words
        first, last_place = self._from.span(start, end)
        self._parts.append(words)
        self._starts += [first] * len(words)
        self._ends += [last_place] * len(words)
        self._done = end

    def whole(self) -> Traced:
        """All of it."""
        self._keep(len(self._from.text))
        return Traced("".join(self._parts), self._starts, self._ends)

    def _keep(self, end: int) -> None:
        if end > self._done:
            self._parts.append(self._from.text[self._done : end])
            self._starts += self._from.starts[self._done : end]
            self._ends += self._from.ends[self._done : end]


def _is_word(character: str) -> bool:
    """Whether it is part of a word: a letter, a digit, or a mark that stands for a word."""
    return character.isalnum() or "\ue000" <= character <= "\uf8ff"
