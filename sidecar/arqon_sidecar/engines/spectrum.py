"""The short-time Fourier transform that Kokoro's generator speaks, and its exact inverse."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from arqon_sidecar.engines.request import Floats

__all__ = ["BINS", "HOP", "WINDOW_SIZE", "analyse", "reflected", "synthesise"]

WINDOW_SIZE: Final = 20
HOP: Final = 5
BINS: Final = WINDOW_SIZE // 2 + 1

_WINDOW: Final[Floats] = (
    0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW_SIZE) / WINDOW_SIZE)
).astype(np.float32)


def reflected(signal: Floats) -> Floats:
    """The signal with half a window more at each end, mirrored as `torch.stft` does."""
    return np.pad(signal, WINDOW_SIZE // 2, mode="reflect")


def analyse(padded: Floats) -> Floats:
    """Magnitudes, then phases in radians: shape (n / HOP + 1, 2 BINS).

    `padded` is a signal of n samples between the half windows that `reflected` put at its ends, or
    any part of it that begins at a hop: then its neighbours stand in their place.
    """
    spectrum = np.fft.rfft(sliding_window_view(padded, WINDOW_SIZE)[::HOP] * _WINDOW)
    return np.concatenate([np.abs(spectrum), np.angle(spectrum)], 1)


def synthesise(head: Floats) -> Floats:
    """The signal of what the generator ends in, shape (n, 2 BINS) to (HOP (n - 1),).

    A row holds the logarithms of magnitudes, then numbers whose sines are the phases. Overlapping
    frames are added and divided by what their squared windows add up to, as `torch.istft` does.
    """
    phase = np.sin(head[:, BINS:])
    spectrum = np.exp(head[:, :BINS]) * (np.cos(phase) + 1j * np.sin(phase))
    frames: Floats = np.fft.irfft(spectrum, n=WINDOW_SIZE).astype(np.float32) * _WINDOW
    return _overlapped(frames) / _overlapped(np.broadcast_to(_WINDOW**2, frames.shape))


def _overlapped(frames: Floats) -> Floats:
    """Frames added at their hops, without the half window that centring put at each end."""
    steps = WINDOW_SIZE // HOP
    added = np.zeros((len(frames) + steps - 1, HOP), np.float32)
    for step in range(steps):
        added[step : step + len(frames)] += frames[:, step * HOP : (step + 1) * HOP]
    edge = WINDOW_SIZE // 2
    return added.reshape(-1)[edge:-edge]
