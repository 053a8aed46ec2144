"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Traced"]

Replace = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each of its characters, the span of the original that it stands for.

    Spans never step back: `starts` and `ends` both only grow along the text.
    """

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, original: str) -> Traced:
        """The original itself: each character stands for itself."""
        return cls(original, list(range(len(original))), list(range(1, len(original) + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end], which must not be empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]

    def cut(self, start: int, end: int) -> Traced:
        """The part text[start:end]."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def spoken_as(self, words: str, start: int, end: int) -> Traced:
        """Words in the place of text[start:end], which must not be empty."""
        first, last = self.span(start, end)
        return Traced(words, [first] * len(words), [last] * len(words))

    @classmethod
    def joined(cls, parts: Iterable[Traced], gap: str = "") -> Traced:
        """The parts in order with `gap` behind each, which belongs to the end of the part."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for part in parts:
            text += (part.text, gap)
            starts += part.starts + part.ends[-1:] * len(gap)
            ends += part.ends + part.ends[-1:] * len(gap)
        return cls("".join(text), starts, ends)

    def with_spaces(self, places: Iterable[int]) -> Traced:
        """The text with a space in front of each of these places, which must ascend."""
        edges = [0, *places, len(self.text)]
        cuts = [self.cut(first, last) for first, last in pairwise(edges)]
        spaced = Traced.joined((cut for cut in cuts if cut.text), " ")
        return spaced.cut(0, len(spaced.text) - 1)

    def sub(self, pattern: re.Pattern[str], replace: Replace) -> Traced:
        """Replace what matches; None leaves a match as it is.

        The new characters stand for all of the old ones, so a number's words point at the number.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            if new is None or new == match.group() or match.start() == match.end():
                continue
            a, b = match.span()
            parts += (self.text[done:a], new)
            starts += self.starts[done:a]
            starts += [self.starts[a]] * len(new)
            ends += self.ends[done:a]
            ends += [self.ends[b - 1]] * len(new)
            done = b
        if not parts:
            return self
        return Traced(
            "".join(parts) + self.text[done:],
            starts + self.starts[done:],
            ends + self.ends[done:],
        )
