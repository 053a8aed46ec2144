"""How far two sounds of one length are apart: spectrum, pitch, level."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

__all__ = ["log_mel_distance", "pitch_correlation", "step_db"]

Sound = NDArray[np.float32]
Floats = NDArray[np.float64]

RATE = 24_000
_SIZE, _HOP, _BANDS = 1024, 256, 80
_FLOOR = 1e-5
_SOUNDS_DB = -10.0
"""A frame whose strongest band is below that counts as silence and is left out."""


def log_mel_distance(one: Sound, other: Sound) -> float:
    """Root mean square difference of 80 mel bands in dB, mean over the frames that sound."""
    a, b = _log_mel(one), _log_mel(other)
    sounds = np.maximum(a, b).max(1) > _SOUNDS_DB
    return float(np.sqrt(np.mean((a - b)[sounds] ** 2, 1)).mean())


def _log_mel(sound: Sound) -> Floats:
    """Decibels in each band, a row for each 256 samples."""
    frames = sliding_window_view(np.pad(sound, _SIZE // 2), _SIZE)[::_HOP] * np.hanning(_SIZE)
    power = np.abs(np.fft.rfft(frames)) ** 2
    decibels: Floats = 10 * np.log10(power @ _filters() + _FLOOR)
    return decibels


def pitch_correlation(one: Sound, other: Sound) -> float:
    """Of the logarithms of the pitch, where both are voiced.

    Whole octaves between the two are taken out: at the edge of a voiced stretch the tracker takes
    a creaking voice for one of half the pitch, in one of the sounds and not in the other.
    """
    a, b = _pitch(one), _pitch(other)
    voiced = (a > 0) & (b > 0)
    ours, theirs = np.log2(a[voiced]), np.log2(b[voiced])
    return float(np.corrcoef(ours, theirs + np.round(ours - theirs))[0, 1])


def step_db(sound: Sound, at: int, width: int = 720) -> float:
    """The change of level at a sample, between the 30 ms before it and those behind it."""
    before, behind = sound[at - width : at], sound[at : at + width]
    return float(10 * np.log10((_power(behind) + 1e-7) / (_power(before) + 1e-7)))


def _power(sound: Sound) -> float:
    return float(np.mean(sound.astype(np.float64) ** 2))


def _pitch(sound: Sound, width: int = 960, hop: int = 240) -> Floats:
    """Hertz by the autocorrelation's best lag between 70 and 400 Hz, 0 where unvoiced."""
    frames = sliding_window_view(sound.astype(np.float64), width)[::hop]
    frames = (frames - frames.mean(1, keepdims=True)) * np.hanning(width)
    lags = _autocorrelation(frames) / _autocorrelation(np.hanning(width)).clip(1e-3)
    low, high = RATE // 400, RATE // 70
    searched = lags[:, low:high]
    # The first lag that is nearly the best: the best one is often a multiple of the period.
    near = np.argmax(searched > 0.85 * searched.max(1, keepdims=True), 1)
    around = near[:, None] + np.arange(low // 4)
    around = np.minimum(around, searched.shape[1] - 1)
    rows = np.arange(len(lags))
    best = around[rows, np.argmax(searched[rows[:, None], around], 1)] + low
    strength = lags[rows, best] / np.maximum(lags[:, 0], 1e-9)
    loud = frames.std(1) > 0.01
    return np.where((strength > 0.6) & loud, RATE / best, 0.0)


def _autocorrelation(frames: Floats) -> Floats:
    width = frames.shape[-1]
    lags: Floats = np.fft.irfft(np.abs(np.fft.rfft(frames, 2 * width)) ** 2)[..., :width]
    return lags


def _filters() -> Floats:
    """Triangles on the mel scale from 0 to 12 kHz, shape (bins, bands)."""
    top = 2595 * np.log10(1 + RATE / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top, _BANDS + 2) / 2595) - 1)
    bins = np.fft.rfftfreq(_SIZE, 1 / RATE)[:, None]
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles: Floats = np.maximum(0, np.minimum(rise, fall))
    return triangles
