"""From the sounds of segments to the pieces that go to the client."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.audio.encode import encoder
from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.service.pieces import Piece, Timings, WordTime
from arqon_sidecar.service.utterance import Utterance
from arqon_sidecar.service.words import WordTimes
from arqon_sidecar.speech.joins import Joiner
from arqon_sidecar.speech.segments import Segment
from arqon_sidecar.speech.synthesis import Synthesis

__all__ = ["Output", "timed"]

Sound = NDArray[np.float32]


class Output:
    """One utterance on its way out: joined, encoded, its segments numbered, its words timed."""

    def __init__(self, utterance: Utterance, timings: Timings) -> None:
        self._timings = timings
        self._encoder = encoder(utterance.format, utterance.sample_rate)
        self._joiner = Joiner(utterance.speed)
        self._words = WordTimes(utterance.text) if utterance.timestamps else None
        self._segment: Segment | None = None
        self._number = -1
        self._span: tuple[int, int] | None = None
        self._text_end = 0

    @property
    def spoken(self) -> bool:
        """Whether any segment has begun."""
        return self._number >= 0

    def begin(self, segment: Segment) -> None:
        """A segment comes that is spoken.

        Where it shares a word with the one before, its span begins where that one's ends.
        """
        self._segment = segment
        self._number += 1
        start, end = segment.span
        self._span = max(start, self._text_end), max(end, self._text_end)
        self._text_end = self._span[1]

    def piece(self, sound: Sound, synthesis: Synthesis) -> Piece:
        """What goes out for a stretch of the segment's sound; with the last one, all the rest."""
        assert self._segment is not None
        assert synthesis.frames is not None
        span, self._span = self._span, None
        if span and self._words:
            self._words.begin(self._segment.tokens, synthesis.frames)
        heard = self._joiner.add(sound)
        origin = self._joiner.origin
        if synthesis.done:
            heard = np.concatenate((heard, self._joiner.end(self._segment.border)))
        words: tuple[WordTime, ...] = ()
        if self._words and origin is not None:
            words = self._words.sounded(origin, self._joiner.made, last=synthesis.done)
        begins_s = self._timings.audio
        audio = self._encoded(heard)
        return Piece(audio, self._number, begins_s, self._timings.audio, span, words)

    def pause(self, seconds: float) -> None:
        """The text asks for this silence here, between two segments or before the first."""
        self._joiner.pause(seconds)

    def finish(self) -> Piece:
        """The end: what was asked for in silence, and what the encoder held back."""
        begins_s = self._timings.audio
        audio = self._encoded(self._joiner.finish())
        with timed(self._timings, "encode"):
            audio += self._encoder.finish()
        return Piece(audio, self._number, begins_s, self._timings.audio)

    def _encoded(self, sound: Sound) -> bytes:
        self._timings.audio += len(sound) / SAMPLE_RATE
        with timed(self._timings, "encode"):
            return self._encoder.feed(sound)


@contextlib.contextmanager
def timed(timings: Timings, part: Literal["phonemize", "synthesize", "encode"]) -> Iterator[None]:
    """Add the seconds that a block takes to this part of the timings."""
    began = time.perf_counter()
    try:
        yield
    finally:
        spent = getattr(timings, part) + time.perf_counter() - began
        setattr(timings, part, spent)
