"""Segments that were made before: a phrase that comes again starts at once.

Kokoro's durations, pitch and energy are the same each time; only the noise in its source differs,
which nobody tells apart (0.6 dB of spectral distance). So a repeated phrase may sound the same.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import Speech

__all__ = ["SegmentCache", "SegmentKey"]

Sound = NDArray[np.float32]

_MOST_BYTES: Final = 32_000_000
"""Of sound, some 330 s; `serve --sound-cache` says another bound, and none is kept with 0."""
_MOST_OF_ONE: Final = 1_500_000
"""15 s: what is longer is hardly said again, and would drive out much that is."""


@dataclass(frozen=True, slots=True)
class SegmentKey:
    """All that the sound of a segment depends on."""

    phonemes: str
    style: bytes
    speed: float
    seed: int | None
    heard_early: bool


class SegmentCache:
    """The segments spoken last, bounded in bytes; changed on the engine's thread only.

    Attributes:
        bytes: What is kept.
        hits: Segments that were there.
        misses: Segments that had to be made.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self._most = most_bytes
        self._kept: OrderedDict[SegmentKey, Speech] = OrderedDict()

    def get(self, key: SegmentKey) -> Speech | None:
        """What was made for this key, if it is still here."""
        speech = self._kept.get(key)
        if speech is not None:
            self.hits += 1
            self._kept.move_to_end(key)
        return speech

    def keep(
        self, key: SegmentKey, stretches: list[NDArray[np.float32]], frames: NDArray[np.int64]
    ) -> None:
        """Remember what was made, and forget what was used longest ago."""
        self.misses += 1
        size = sum(stretch.nbytes for stretch in stretches)
        if size > min(_MOST_OF_ONE, self._most) or key in self._kept:
            return
        self._kept[key] = Speech(np.concatenate(stretches), frames)
        self.bytes += size
        while self.bytes > self._most:
            self.bytes -= self._kept.popitem(last=False)[1].samples.nbytes
