"""Kokoro's harmonic source: nine sines over the pitch, and noise, as one signal.

Follows `SineGen` and `SourceModuleHnNSF` of kokoro 0.9.4 in single precision, operation by
operation: the phase grows to 10^5 radians, so another order of rounding is another sound. Its
random start phases are left out because they have no effect there: they are added to the first
sample of a frame, and the reduction to one value a frame reads the two in the middle.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE

__all__ = ["HARMONICS", "SAMPLES_A_VALUE", "harmonic_source"]

HARMONICS: Final = 9
SAMPLES_A_VALUE: Final = 300
"""Samples for one value of the pitch curve, which has two values a frame."""

_AMPLITUDE: Final = np.float32(0.1)
_VOICED_NOISE: Final = np.float32(0.003)
_UNVOICED_NOISE: Final = np.float32(0.1 / 3)
_VOICED_ABOVE_HZ: Final = 10.0

Floats = NDArray[np.float32]


def harmonic_source(pitch: Floats, noise: Floats, weights: Floats) -> Floats:
    """The excitation, shape (300 n,).

    Args:
        pitch: Hertz, shape (n,).
        noise: Standard normal numbers, shape (300 n, HARMONICS).
        weights: How the harmonics are mixed, then the offset, shape (HARMONICS + 1,).
    """
    sines = np.sin(_phase(pitch)) * _AMPLITUDE
    voiced = np.repeat(pitch > _VOICED_ABOVE_HZ, SAMPLES_A_VALUE)[:, None]
    level = np.where(voiced, _VOICED_NOISE, _UNVOICED_NOISE)
    waves = sines * voiced + level * noise
    mixed: Floats = np.tanh(waves @ weights[:-1] + weights[-1])
    return mixed


def _phase(pitch: Floats) -> Floats:
    """Radians of each harmonic at each sample, interpolated between the middles of the values."""
    harmonics = np.arange(1, HARMONICS + 1, dtype=np.float32)
    turns = (pitch[:, None] * harmonics / np.float32(SAMPLE_RATE)) % np.float32(1)
    at_middle = np.cumsum(turns, axis=0, dtype=np.float64).astype(np.float32)
    at_middle *= np.float32(2)
    at_middle *= np.float32(np.pi)
    at_middle *= np.float32(SAMPLES_A_VALUE)
    left, right, share = _between(len(pitch))
    phase: Floats = (1 - share) * at_middle[left] + share * at_middle[right]
    return phase


def _between(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """For each sample the values before and after it, and its way from one to the other."""
    sample = np.arange(count * SAMPLES_A_VALUE, dtype=np.float32)
    place = np.maximum(
        (sample + np.float32(0.5)) * np.float32(1 / SAMPLES_A_VALUE) - np.float32(0.5), 0
    )
    left = place.astype(np.intp)
    return left, np.minimum(left + 1, count - 1), (place - left.astype(np.float32))[:, None]
