"""From any sample rate to one, as the sound comes in."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

__all__ = ["Resampler", "Samples", "silence"]

Samples = NDArray[np.int16]


class Resampler:
    """Turns chunks of mono sound of any rate into samples of one rate, without seams.

    The filter is kept from chunk to chunk while their rate stays; when it changes, what the
    filter still holds comes first.
    """

    def __init__(self, sample_rate: int) -> None:
        self._to = sample_rate
        self._from = sample_rate
        self._stream: soxr.ResampleStream | None = None

    def feed(self, pcm: bytes, sample_rate: int) -> Samples:
        """Resample `pcm` (signed 16-bit little-endian, whole samples)."""
        held = self.flush() if sample_rate != self._from else silence(0)
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.int16, copy=False)
        if sample_rate == self._to:
            return np.concatenate((held, samples))
        if self._stream is None:
            self._from = sample_rate
            self._stream = soxr.ResampleStream(sample_rate, self._to, 1, dtype="int16")
        return np.concatenate((held, self._stream.resample_chunk(samples)))

    def flush(self) -> Samples:
        """What the filter still holds; it starts afresh after this."""
        stream, self._stream, self._from = self._stream, None, self._to
        if stream is None:
            return silence(0)
        tail: Samples = stream.resample_chunk(silence(0), last=True)
        return tail


def silence(frames: int) -> Samples:
    """So many samples without sound."""
    return np.zeros(frames, dtype=np.int16)
