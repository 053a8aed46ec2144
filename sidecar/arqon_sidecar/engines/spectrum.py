"""The short-time Fourier transform that Kokoro's generator speaks, and its exact inverse."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["BINS", "HOP", "analyse", "synthesise"]

WINDOW_SIZE: Final = 20
HOP: Final = 5
BINS: Final = WINDOW_SIZE // 2 + 1

Floats = NDArray[np.float32]

_WINDOW: Final[Floats] = (
    0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW_SIZE) / WINDOW_SIZE)
).astype(np.float32)


def analyse(signal: Floats) -> Floats:
    """Magnitudes, then phases in radians: shape (2 BINS, len(signal) / HOP + 1).

    Frames are centred, and the signal is reflected at its ends, as `torch.stft` does.
    """
    padded = np.pad(signal, WINDOW_SIZE // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW_SIZE)[::HOP]
    spectrum = np.fft.rfft(frames * _WINDOW).T
    return np.concatenate([np.abs(spectrum), np.angle(spectrum)])


def synthesise(head: Floats) -> Floats:
    """The signal of what the generator ends in: logarithms of magnitudes, then phases as the
    sine's argument; shape (2 BINS, n) to (HOP (n - 1),).

    Overlapping frames are added and divided by what the squared windows add up to, as
    `torch.istft` does.
    """
    magnitude, phase = np.exp(head[:BINS]), np.sin(head[BINS:])
    spectrum = magnitude * (np.cos(phase) + 1j * np.sin(phase))
    frames = np.fft.irfft(spectrum.T, n=WINDOW_SIZE) * _WINDOW
    signal = _overlap(frames) / _overlap(np.broadcast_to(_WINDOW**2, frames.shape))
    return signal


def _overlap(frames: Floats) -> Floats:
    """Add frames at their hops; the half window that centring put at each end is cut off."""
    steps = WINDOW_SIZE // HOP
    total = np.zeros((len(frames) + steps - 1, HOP), np.float32)
    for step in range(steps):
        total[step : step + len(frames)] += frames[:, step * HOP : (step + 1) * HOP]
    edge = WINDOW_SIZE // 2
    return total.reshape(-1)[edge:-edge]
