"""The sound of one playback, from the chunks that come in to the samples that a device takes."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

import numpy as np

from arqon_voice.playback.device.resampling import Resampler, Samples, silence

__all__ = ["TAIL_SECONDS", "Feed"]

PREBUFFER_SECONDS: Final = 0.1
"""Sound to wait for before the first sample, so that small chunks do not starve at once."""
REBUFFER_SECONDS: Final = 0.2
"""Sound to wait for after an underrun: one longer pause is easier on the ear than many short."""
LEVEL_SECONDS: Final = 0.05
"""How much sound its loudness is measured over."""
SILENCE_DB: Final = -90.0
"""The smallest step of 16 bits; the resampler's dither in silence is softer."""
KEPT_SECONDS: Final = 1.0
"""How much of what was taken is kept to measure: more than any device has under way."""
FADE_SECONDS: Final = 0.005
"""Sound that begins or breaks off between two samples clicks, so it fades."""
TAIL_SECONDS: Final = 0.1
"""Silence behind the last sample: while it passes, a sound server plays out what it holds."""


class Feed:
    """One playback's samples at the device's rate; chunks are resampled as the device takes them.

    Args:
        playback: the number of the playback.
        sample_rate: the device's.
    """

    def __init__(self, playback: int, sample_rate: int) -> None:
        self.playback = playback
        self.underruns = 0
        self._rate = sample_rate
        self._resampler = Resampler(sample_rate)
        self._chunks: deque[tuple[bytes, int]] = deque()
        self._samples = silence(0)
        self._latest: deque[Samples] = deque()
        self._latest_frames = 0
        self._sound_frames = 0
        self._taken_frames = 0
        self._last_level = 0
        self._fade_in = False
        self._finished = False
        self._tail_given = False

    @property
    def is_ready(self) -> bool:
        """Whether there is enough to begin with, or to go on with after an underrun."""
        wanted = REBUFFER_SECONDS if self._taken_frames else PREBUFFER_SECONDS
        queued = sum(len(pcm) / (2 * sample_rate) for pcm, sample_rate in self._chunks)
        return queued >= wanted or (self._finished and not self.is_drained)

    @property
    def is_drained(self) -> bool:
        """Whether nothing is left to take for now."""
        nothing_comes = self._tail_given or not self._finished or not self._sound_frames
        return nothing_comes and not self._chunks and not len(self._samples)

    @property
    def is_finished(self) -> bool:
        """Whether no more sound will come in."""
        return self._finished

    @property
    def started(self) -> bool:
        """Whether the first sample has been taken."""
        return self._taken_frames > 0

    def heard_ms(self, in_flight: int) -> int:
        """How much of it was heard, with so many of the frames taken still on their way."""
        heard = min(self._sound_frames, self._taken_frames - in_flight)
        return max(0, heard) * 1000 // self._rate

    def level_db(self, in_flight: int) -> float | None:
        """How loud it is where `heard_ms` is: the RMS, 0 at full scale; None for silence."""
        until = max(0, self._latest_frames - in_flight)
        latest = np.concatenate((silence(0), *self._latest))
        heard = latest[max(0, until - int(LEVEL_SECONDS * self._rate)) : until]
        power = float(np.mean(np.square(heard, dtype=np.float64))) if len(heard) else 0.0
        level = 10 * math.log10(power / 2**30) if power else SILENCE_DB
        return round(level, 1) if level > SILENCE_DB else None

    def add(self, pcm: bytes, sample_rate: int) -> None:
        """Queue a chunk of whole 16-bit samples."""
        self._chunks.append((pcm, sample_rate))

    def finish(self) -> None:
        """No more sound will come."""
        self._finished = True

    def begin(self) -> None:
        """The device starts, or starts again after `break_off`."""
        self._fade_in = True
        self.underruns += self.started and bool(self._chunks)

    def take(self, frames: int) -> Samples:
        """The next samples, as many as there are and `frames` at the most."""
        while len(self._samples) < frames and self._refill():
            pass
        taken, self._samples = self._samples[:frames], self._samples[frames:]
        if len(taken):
            self._taken_frames += len(taken)
            self._last_level = int(taken[-1])
        if self._fade_in and len(taken):
            self._fade_in = False
            taken = _faded_in(taken, self._fade_frames)
        self._keep(taken)
        return taken

    def break_off(self) -> Samples:
        """What leads from the last sample to silence."""
        level, self._last_level = self._last_level, 0
        return np.linspace(level, 0, self._fade_frames).astype(np.int16)

    def _keep(self, taken: Samples) -> None:
        self._latest.append(taken)
        self._latest_frames += len(taken)
        while self._latest_frames - len(self._latest[0]) > KEPT_SECONDS * self._rate:
            self._latest_frames -= len(self._latest.popleft())

    @property
    def _fade_frames(self) -> int:
        return int(FADE_SECONDS * self._rate)

    def _refill(self) -> bool:
        if self._chunks:
            pcm, sample_rate = self._chunks.popleft()
            self._append(self._resampler.feed(pcm, sample_rate))
            return True
        if self._finished and not self._tail_given:
            self._tail_given = True
            self._append(self._resampler.flush())
            if self._sound_frames:
                self._append_tail()
        return False

    def _append(self, sound: Samples) -> None:
        self._sound_frames += len(sound)
        self._samples = np.concatenate((self._samples, sound))

    def _append_tail(self) -> None:
        self._last_level = int(self._samples[-1]) if len(self._samples) else self._last_level
        tail = silence(int(TAIL_SECONDS * self._rate))
        self._samples = np.concatenate((self._samples, self.break_off(), tail))


def _faded_in(samples: Samples, frames: int) -> Samples:
    faded = samples.copy()
    slope = np.linspace(0, 1, frames, dtype=np.float32)[: len(samples)]
    faded[:frames] = samples[:frames] * slope
    return faded
