"""Kokoro's harmonic source: nine sines over the pitch, and noise, as one signal.

Follows `SineGen` and `SourceModuleHnNSF` of kokoro 0.9.4 in single precision, operation by
operation: the phase grows to 10^5 radians, so another order of rounding is another sound. Its
random start phases are left out because they have no effect there: they are added to the first
sample of a value, and the reduction to one phase a value reads the two in the middle.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.engines.request import Floats

__all__ = ["HARMONICS", "SAMPLES_A_VALUE", "harmonic_source"]

HARMONICS: Final = 9
SAMPLES_A_VALUE: Final = 300
"""Samples for one value of the pitch curve, which has two values a frame."""

_AMPLITUDE: Final = np.float32(0.1)
_VOICED_NOISE: Final = np.float32(0.003)
_UNVOICED_NOISE: Final = np.float32(0.1 / 3)
_VOICED_ABOVE_HZ: Final = 10.0
_VALUES_AT_ONCE: Final = 64


def harmonic_source(pitch: Floats, weights: Floats, random: np.random.Generator) -> Floats:
    """The excitation, shape (300 n,).

    Args:
        pitch: Hertz, shape (n,).
        weights: How the harmonics are mixed, then the offset, shape (HARMONICS + 1,).
        random: Gives standard normal numbers, HARMONICS for each sample in turn.
    """
    phase = _phase(pitch)
    out = np.empty(len(pitch) * SAMPLES_A_VALUE, np.float32)
    for start in range(0, len(pitch), _VALUES_AT_ONCE):
        voiced = pitch[start : start + _VALUES_AT_ONCE] > _VOICED_ABOVE_HZ
        at = np.arange(start * SAMPLES_A_VALUE, (start + len(voiced)) * SAMPLES_A_VALUE)
        sines = np.sin(_interpolated(phase, at)) * _AMPLITUDE
        sounding = np.repeat(voiced, SAMPLES_A_VALUE)[:, None]
        level = np.where(sounding, _VOICED_NOISE, _UNVOICED_NOISE)
        waves = sines * sounding + level * random.standard_normal(sines.shape, np.float32)
        out[at] = np.tanh(waves @ weights[:-1] + weights[-1])
    return out


def _phase(pitch: Floats) -> Floats:
    """Radians of each harmonic in the middle of each value, shape (n, HARMONICS)."""
    harmonics = np.arange(1, HARMONICS + 1, dtype=np.float32)
    turns = (pitch[:, None] * harmonics / np.float32(SAMPLE_RATE)) % np.float32(1)
    phase = np.cumsum(turns, axis=0, dtype=np.float64).astype(np.float32)
    phase *= np.float32(2)
    phase *= np.float32(np.pi)
    phase *= np.float32(SAMPLES_A_VALUE)
    return phase


def _interpolated(phase: Floats, at: NDArray[np.intp]) -> Floats:
    """The phase at these samples, on straight lines between the middles of the values.

    Rounded as torch does it: where it multiplies and adds at once, double precision here.
    """
    scale = np.float64(np.float32(1 / SAMPLES_A_VALUE))
    place = np.maximum((scale * (at + 0.5) - 0.5).astype(np.float32), 0)
    before = place.astype(np.intp)
    share = (place - before.astype(np.float32))[:, None]
    after = np.minimum(before + 1, len(phase) - 1)
    rest = (1 - share).astype(np.float64)
    between: Floats = (rest * phase[before] + share * phase[after]).astype(np.float32)
    return between
