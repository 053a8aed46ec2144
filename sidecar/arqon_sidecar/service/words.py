"""When each word sounds, from the engine's durations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import FRAME, SAMPLE_RATE
from arqon_sidecar.service.pieces import WordTime
from arqon_sidecar.text.tokens import Token

__all__ = ["WordTimes"]

_EARLY = 3
"""Frames by which sound runs ahead of the model's durations (kokoro 0.9.4, join_timestamps)."""

_LONGEST = 1_000
"""Characters of a word that are repeated: a line of a stream must hold it, be each escaped."""

Timed = tuple[tuple[int, int], float, float]
"""A part of the text, and the samples of its segment between which it sounds."""


class WordTimes:
    """The words of one utterance: each part of the text once, in order, none into the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._told: set[tuple[int, int]] = set()
        self._until = 0
        self._ahead: list[Timed] = []

    def begin(self, tokens: tuple[Token, ...], frames: NDArray[np.int64]) -> None:
        """A segment begins; `frames` are those of its symbols, padding marks included.

        Tokens that stand for the same part of the text make one word, the first time.
        """
        self._ahead = [
            word for word in _joined(_timed(tokens, frames)) if word[0] not in self._told
        ]
        self._told.update(span for span, _, _ in self._ahead)

    def sounded(self, origin: int, until: int, *, last: bool) -> tuple[WordTime, ...]:
        """The words that begin before sample `until` of the whole, and were not told yet.

        `origin` is where the segment's sample 0 falls in the whole. The segment's final word goes
        with its `last` sound, where it is known when that ends.
        """
        bounds = [start + origin for _, start, _ in self._ahead[1:]] + [until] * last
        told = []
        for (span, start, end), bound in zip(self._ahead, bounds, strict=False):
            if not last and start + origin >= until:
                break
            told.append(self._told_of(span, start + origin, min(end + origin, bound)))
        del self._ahead[: len(told)]
        return tuple(told)

    def _told_of(self, span: tuple[int, int], start: float, end: float) -> WordTime:
        begins = max(self._until, _ms(start))
        self._until = max(begins, _ms(end))
        text = self._text[slice(*span)][:_LONGEST]
        return WordTime(text, *span, begins, self._until)


def _timed(tokens: Iterable[Token], frames: NDArray[np.int64]) -> Iterator[Timed]:
    """Each word token by itself; half of a space belongs to each of its neighbours."""
    edges = (np.cumsum(frames) - min(_EARLY, int(frames[0]))) * FRAME
    symbol, half_space = 0, 0.0
    for token in tokens:
        start = float(edges[symbol]) - half_space
        symbol += len(token.phonemes)
        end = float(edges[symbol])
        half_space = 0.0
        if token.space and symbol + 1 < len(edges):
            half_space = float(edges[symbol + 1] - edges[symbol]) / 2
            symbol += 1
        if token.is_word:
            yield (token.start, token.end), start, end + half_space


def _joined(timed: Iterable[Timed]) -> Iterator[Timed]:
    """Neighbours of one span as one; of a span that comes again, the first."""
    told: set[tuple[int, int]] = set()
    for span, times in groupby(timed, lambda each: each[0]):
        _, starts, ends = zip(*times, strict=True)
        if span not in told:
            told.add(span)
            yield span, starts[0], ends[-1]


def _ms(samples: float) -> int:
    return max(0, round(1000 * samples / SAMPLE_RATE))
