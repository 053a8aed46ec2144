"""Cuts what is to be spoken into segments that the model can take, at the best borders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from arqon_sidecar.pace import LARGEST, Pace
from arqon_sidecar.text.tokens import Border, Token, phonemes_of

__all__ = ["Segment", "segments"]

_WORTH_STOPPING = 0.4
"""A sentence or clause that fills this part of the room is a good place to cut."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What the engine speaks in one go, and the border behind it."""

    tokens: tuple[Token, ...]

    @property
    def phonemes(self) -> str:
        """At most LARGEST symbols, without space at the ends."""
        return phonemes_of(self.tokens)

    @property
    def border(self) -> Border:
        """What ends with the segment."""
        return self.tokens[-1].border


def segments(tokens: Iterable[Token], pace: Pace) -> Iterator[Segment]:
    """Segments of all the tokens, in order, none left out; made as the tokens come.

    A token too long for any segment is cut inside.
    """
    waiting: list[Token] = []
    for token in _small_enough(tokens):
        waiting.append(token)
        while _length(waiting) > pace.room:
            cut = _best_cut(waiting, pace.room)
            yield _made(waiting[:cut], pace)
            del waiting[:cut]
    if waiting:
        yield _made(waiting, pace)


def _made(tokens: list[Token], pace: Pace) -> Segment:
    pace.made(_length(tokens))
    return Segment(tuple(tokens))


def _length(tokens: list[Token]) -> int:
    symbols = sum(len(token.phonemes) + token.space for token in tokens)
    return symbols - tokens[-1].space if tokens else 0


def _best_cut(tokens: list[Token], room: int) -> int:
    """How many tokens to take; the last ones of `tokens` do not fit in."""
    lengths = _running_lengths(tokens, room)
    for border, least in (
        (Border.SENTENCE, room * _WORTH_STOPPING),
        (Border.CLAUSE, room * _WORTH_STOPPING),
        (Border.WORD, 0),
    ):
        for count in range(len(lengths), 0, -1):
            if tokens[count - 1].border >= border and lengths[count - 1] >= least:
                return count
    return max(1, len(lengths))


def _running_lengths(tokens: list[Token], room: int) -> list[int]:
    """The length up to each token, as far as it fits."""
    lengths, length = [], 0
    for token in tokens:
        length += len(token.phonemes)
        if length > room:
            break
        lengths.append(length)
        length += token.space
    return lengths


def _small_enough(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        rest = token
        while len(rest.phonemes) > LARGEST:
            yield replace(rest, phonemes=rest.phonemes[:LARGEST], space=False, ends_paragraph=False)
            rest = replace(rest, phonemes=rest.phonemes[LARGEST:])
        yield rest
