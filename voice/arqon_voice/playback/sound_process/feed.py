"""The sound of one playback on its way to the device: filled by one thread, drained by another."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final, Literal

import numpy as np

from arqon_voice.playback.resampling import Resampler, Samples

__all__ = ["Feed"]

PREBUFFER_SECONDS: Final = 0.1
"""Sound to wait for before the first sample, so that small chunks do not starve at once."""
REBUFFER_SECONDS: Final = 0.2
"""Sound to wait for after an underrun: one longer pause is easier on the ear than many short."""
FADE_SECONDS: Final = 0.005
"""Sound that breaks off between two samples clicks, so it fades in and out."""


class Feed:
    """One playback's samples at the device's rate.

    `take` belongs to the device's callback and never waits for more than a copy; `stop` is safe
    from any thread; the other methods belong to the thread that owns the device.
    """

    def __init__(self, playback: int) -> None:
        self.playback = playback
        self.over: Literal["completed", "stopped"] | None = None
        self.underruns = 0
        self._pieces: deque[Samples] = deque()
        self._rate = 0
        self._queued = 0
        self._heard = 0
        self._last_sample = 0
        self._tail = 0
        self._flowing = False
        self._finished = False
        self._stopping = False
        self._lock = threading.Lock()
        self._resampler: Resampler | None = None

    @property
    def heard_ms(self) -> int:
        """How much of it left for the device."""
        return self._heard * 1000 // self._rate if self._rate else 0

    def add(self, pcm: bytes, sample_rate: int, device_rate: int) -> None:
        """Queue a chunk; the device's rate stays the same for the whole playback."""
        if self._resampler is None:
            self._rate, self._resampler = device_rate, Resampler(device_rate)
        self._append(self._resampler.feed(pcm, sample_rate))

    def finish(self) -> None:
        """No more sound will come."""
        if self._resampler is not None:
            self._append(self._resampler.flush())
        with self._lock:
            self._finished = True

    def stop(self) -> None:
        """Fade out with the samples that are taken next, and drop the rest."""
        with self._lock:
            self._stopping = True
            if not self._heard:
                self.over = "stopped"

    def take(self, frames: int, tail_frames: int) -> Samples:
        """The next `frames` samples, with silence where there are none.

        The playback is over when `tail_frames` of silence have followed its last sample: so
        long does the device still sound.
        """
        with self._lock:
            if self._stopping:
                return self._fade_out(frames)
            if self._flowing:
                return self._flow(frames)
            if self._has_enough():
                return self._begin(frames)
            return self._silence(frames, tail_frames)

    def device_ran_dry(self) -> None:
        """The device says that it was not given its samples in time."""
        with self._lock:
            self.underruns += self._flowing

    def _append(self, samples: Samples) -> None:
        with self._lock:
            if len(samples) and not self._stopping:
                self._pieces.append(samples)
                self._queued += len(samples)

    def _has_enough(self) -> bool:
        wanted = REBUFFER_SECONDS if self._heard else PREBUFFER_SECONDS
        enough = 1 if self._finished else int(wanted * self._rate)
        return self._queued > 0 and self._queued >= enough

    def _begin(self, frames: int) -> Samples:
        self.underruns += self._heard > 0
        self._flowing = True
        out = self._flow(frames)
        fade = min(int(FADE_SECONDS * self._rate), frames)
        out[:fade] = _sloped(out[:fade], 0.0, 1.0)
        return out

    def _flow(self, frames: int) -> Samples:
        out = self._pull(frames)
        if len(out) == frames:
            return out
        self._flowing = False
        decay = min(int(FADE_SECONDS * self._rate), frames - len(out))
        level = np.full(decay, self._last_sample, dtype=np.int16)
        return _padded(np.concatenate((out, _sloped(level, 1.0, 0.0))), frames)

    def _fade_out(self, frames: int) -> Samples:
        fade = min(int(FADE_SECONDS * self._rate), frames) if self._flowing else 0
        out = _sloped(self._pull(fade), 1.0, 0.0)
        self._pieces.clear()
        self._queued = 0
        self._flowing = False
        self.over = "stopped"
        return _padded(out, frames)

    def _silence(self, frames: int, tail_frames: int) -> Samples:
        if self._finished:
            self._tail += frames
            if self._tail >= tail_frames or not self._heard:
                self.over = "completed"
        return np.zeros(frames, dtype=np.int16)

    def _pull(self, frames: int) -> Samples:
        taken: list[Samples] = []
        missing = frames
        while missing and self._pieces:
            piece = self._pieces.popleft()
            if len(piece) > missing:
                self._pieces.appendleft(piece[missing:])
            taken.append(piece[:missing])
            missing -= len(taken[-1])
        out = np.concatenate(taken) if taken else np.zeros(0, dtype=np.int16)
        self._queued -= len(out)
        self._heard += len(out)
        self._last_sample = int(out[-1]) if len(out) else self._last_sample
        return out


def _sloped(samples: Samples, start: float, end: float) -> Samples:
    slope = np.linspace(start, end, len(samples), dtype=np.float32)
    return (samples * slope).astype(np.int16)


def _padded(samples: Samples, frames: int) -> Samples:
    return np.pad(samples, (0, frames - len(samples)))
