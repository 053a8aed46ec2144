"""How far two takes of one utterance are apart to the ear, roughly: log-mel distance."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

__all__ = ["log_mel_distance"]

Floats = NDArray[np.float64]

_RATE: Final = 24_000
_SIZE: Final = 1024
_HOP: Final = 256
_BANDS: Final = 80
_RANGE_DB: Final = 80.0
"""What is softer than the loudest band by more than this counts as silence."""


def log_mel_distance(reference: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Decibels: root mean square over the bands, mean over time; both at 24 kHz, of one length."""
    mine, theirs = _bands(reference), _bands(other)
    floor = mine.max() * 10 ** (-_RANGE_DB / 10) + np.finfo(np.float64).tiny
    ratio = np.log10(np.maximum(mine, floor)) - np.log10(np.maximum(theirs, floor))
    return float(np.mean(np.sqrt(np.mean((10 * ratio) ** 2, axis=1))))


def _bands(sound: NDArray[np.float32]) -> Floats:
    """Power in each band, shape (frames, _BANDS)."""
    padded = np.pad(sound.astype(np.float64), _SIZE // 2)
    frames = sliding_window_view(padded, _SIZE)[::_HOP] * np.hanning(_SIZE)
    power: Floats = np.abs(np.fft.rfft(frames)) ** 2 @ _filters().T
    return power


def _filters() -> Floats:
    """Triangles of equal width on the mel scale, 2595 log10(1 + f / 700), up to half the rate."""
    top = 2595 * np.log10(1 + _RATE / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top, _BANDS + 2) / 2595) - 1)
    at = np.fft.rfftfreq(_SIZE, 1 / _RATE)
    rise = (at - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - at) / (edges[2:] - edges[1:-1])[:, None]
    triangles: Floats = np.maximum(0, np.minimum(rise, fall))
    return triangles
