"""One segment on its way from phonemes to sound."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE, Engine, EngineError
from arqon_sidecar.speech.cache import SegmentCache, SegmentKey
from arqon_sidecar.speech.joins import audible
from arqon_sidecar.speech.pace import MOST, Pace, steady_room
from arqon_sidecar.speech.windows import Windows

__all__ = ["Synthesis", "Synthesizer"]

Sound = NDArray[np.float32]

_LETTERS = frozenset({"Ll", "Lu"})
"""Unicode's categories of phonemes that sound; stress, length and the glottal stop are others."""


@dataclass(frozen=True, slots=True)
class Synthesizer:
    """What all segments share: the engine, what it costs, and what it made last."""

    engine: Engine
    pace: Pace
    cache: SegmentCache


class Synthesis:
    """The sound of a segment, made step by step: text and prosody first, then window by window."""

    def __init__(self, synthesizer: Synthesizer, key: SegmentKey) -> None:
        self._synthesizer = synthesizer
        self._key = key
        self._windows: Windows | None = None
        self._stretches: list[Sound] = []
        self.frames: NDArray[np.int64] | None = None
        """One count a symbol, the padding marks included; None before the first step."""
        self.done = False
        self.cost_s = 0.0
        """Seconds that the engine took; none for what was made before."""

    def step(self, ahead_s: float | None) -> Sound | None:
        """Let the engine run once; the sound that this made, None where it made none yet.

        `ahead_s` is how much sound the listener has left to play, see `Pace.room`. May be called
        again after Interrupted.

        Raises:
            EngineError: the engine failed, or made no sound, or none that can be played.
            Interrupted: the run was ended.
        """
        began = time.perf_counter()
        if self._windows is None:
            return self._begin(began)
        room = self._synthesizer.pace.room(ahead_s)
        if self._key.seed is not None:  # the same sound, however quick the machine is
            room = steady_room(len(self._stretches)) if self._key.heard_early else MOST
        sound, frames = self._windows.next(room)
        seconds = time.perf_counter() - began
        self.cost_s += seconds
        self._synthesizer.pace.took(frames, seconds)
        if not np.isfinite(sound).all():
            raise EngineError(f"the model made no numbers of {self._described()}: export it again")
        self._stretches.append(sound)
        self.done = self._windows.done
        if self.done:
            self._end()
        return sound

    @property
    def audio_s(self) -> float:
        """Seconds of sound made so far."""
        return sum(map(len, self._stretches)) / SAMPLE_RATE

    def _begin(self, began: float) -> Sound | None:
        key, synthesizer = self._key, self._synthesizer
        made = synthesizer.cache.get(key)
        if made is not None:
            self.frames, self.done = made.frames, True
            return made.samples
        style = np.frombuffer(key.style, np.float32)
        prepared = synthesizer.engine.prepare(key.phonemes, style, key.speed, key.seed)
        self.frames = prepared.frames
        self._windows = Windows(synthesizer.engine, prepared)
        self.cost_s = time.perf_counter() - began
        return None

    def _end(self) -> None:
        sounds = any(unicodedata.category(symbol) in _LETTERS for symbol in self._key.phonemes)
        if sounds and not any(audible(stretch) for stretch in self._stretches):
            raise EngineError(f"the model is silent where it should say {self._described()}")
        assert self.frames is not None
        self._synthesizer.cache.keep(self._key, self._stretches, self.frames)

    def _described(self) -> str:
        phonemes = self._key.phonemes
        return f"{len(phonemes)} phonemes ({phonemes[:20]}{'…' * (len(phonemes) > 20)})"
