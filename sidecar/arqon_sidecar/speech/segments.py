"""Cuts what is to be spoken into segments: whole sentences, and short ones together.

A sentence is the unit of prosody: a piece of one falls and starts anew. So a segment ends where a
sentence, a paragraph or a pause that was asked for ends; inside a sentence only where `parts` must.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from arqon_sidecar.speech.parts import LONGEST, border_behind, length_of, parts
from arqon_sidecar.text.tokens import Border, Token, phonemes_of

__all__ = ["Segment", "segments"]

_FIRST_ENOUGH: Final = 24
"""A stream's first segment takes the next sentence along only below so many phonemes: "Done." alone
lacks prosody, but each further sentence must be read before anything is heard."""
_STREAM_ENOUGH: Final = 60
_WHOLE_ENOUGH: Final = 180
"""The same for later segments, and for an answer that nobody hears before it is whole."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What the engine reads in one go; without tokens it is a pause only.

    `pause_s` is the silence in seconds that the text asks for behind it; None where it asks for
    none, so that the pause is its border's.
    """

    tokens: tuple[Token, ...]
    pause_s: float | None = None

    @property
    def phonemes(self) -> str:
        """At most LONGEST symbols, without space at the ends."""
        return phonemes_of(self.tokens)

    @property
    def border(self) -> Border:
        """What ends with the segment."""
        return border_behind(list(self.tokens))

    @property
    def span(self) -> tuple[int, int]:
        """The part of the text as sent that it speaks."""
        return min(t.start for t in self.tokens), max(t.end for t in self.tokens)


def segments(tokens: Iterable[Token], *, streamed: bool) -> Iterator[Segment]:
    """Segments of all that is spoken, in order; made as the tokens come.

    Sentences are put together until there are enough phonemes, as far as they fit; `streamed` says
    that somebody listens meanwhile. Marks without a word are left out.
    """
    enough = _FIRST_ENOUGH if streamed else _WHOLE_ENOUGH
    held: list[Token] = []
    for part in parts(tokens):
        if held and length_of(held + part) > LONGEST:
            yield from _made(held)
            held, enough = [], _later(streamed)
        held += part
        if length_of(held) >= enough or part[-1].ends_paragraph or part[-1].pause_s:
            yield from _made(held)
            held, enough = [], _later(streamed)
    yield from _made(held)


def _later(streamed: bool) -> int:
    return _STREAM_ENOUGH if streamed else _WHOLE_ENOUGH


def _made(tokens: list[Token]) -> Iterator[Segment]:
    spoken = tuple(token for token in tokens if token.phonemes)
    pause = sum(token.pause_s for token in tokens) or None
    if any(token.is_word for token in spoken):
        yield Segment(spoken, pause)
    elif pause:
        yield Segment((), pause)
