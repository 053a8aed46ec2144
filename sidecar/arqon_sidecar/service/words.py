"""When each word sounds, from the engine's durations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.service.job import WordTime
from arqon_sidecar.text.tokens import Token

__all__ = ["word_times"]

_FRAME = 600
"""Samples of 24 kHz in one of the model's frames."""
_EARLY = 3
"""Frames by which sound runs ahead of the model's durations (kokoro 0.9.4, join_timestamps)."""


def word_times(
    tokens: tuple[Token, ...], frames: NDArray[np.int64], origin: int, text: str
) -> tuple[WordTime, ...]:
    """The words of a segment; `origin` is where its sample 0 falls in the whole, in samples.

    Tokens that stand for the same part of `text` make one word. Half of a space belongs to each
    of its neighbours.
    """
    ends = np.cumsum(frames)
    origin -= _FRAME * min(_EARLY, int(frames[0]))
    timed = _timed(tokens, ends * _FRAME + origin)
    return tuple(_joined(text, span, times) for span, times in groupby(timed, lambda t: t[0]))


Timed = tuple[tuple[int, int], float, float]


def _timed(tokens: Iterable[Token], edges: NDArray[np.int64]) -> Iterator[Timed]:
    """The span, start and end of each word token; edges[k] is where symbol k begins, in samples."""
    symbol, half_space = 0, 0.0
    for token in tokens:
        start = edges[symbol] - half_space
        symbol += len(token.phonemes)
        end = float(edges[symbol])
        half_space = 0.0
        if token.space and symbol + 1 < len(edges):
            half_space = float(edges[symbol + 1] - edges[symbol]) / 2
            symbol += 1
        if token.is_word:
            yield (token.start, token.end), float(start), end + half_space


def _joined(text: str, span: tuple[int, int], times: Iterable[Timed]) -> WordTime:
    starts, ends = zip(*((start, end) for _, start, end in times), strict=True)
    return WordTime(text[slice(*span)], *span, _ms(starts[0]), _ms(ends[-1]))


def _ms(samples: float) -> int:
    return max(0, round(1000 * samples / SAMPLE_RATE))
