"""What an ear would say about a recording."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from arqon_gate.doubles.null_sink import LOUD, RATE
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["AMPLITUDE", "gaps", "likeness", "pitch", "roughness", "sine", "sounding"]

AMPLITUDE = 12_000

Samples = NDArray[np.int16]


def sine(seconds: float, rate: int = 24_000, hz: float = 440.0) -> PcmChunk:
    """A pure tone."""
    phase = 2 * np.pi * hz * np.arange(round(seconds * rate)) / rate
    return PcmChunk((AMPLITUDE * np.sin(phase)).astype("<i2").tobytes(), rate)


def sounding(samples: Samples) -> slice:
    """From the first sample that can be heard to behind the last one; empty if there is none."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > LOUD)
    return slice(int(loud[0]), int(loud[-1]) + 1) if len(loud) else slice(0, 0)


def gaps(samples: Samples, longer_than: float = 0.003) -> list[float]:
    """How many seconds each silence lasts that lies between sounds."""
    part = samples[sounding(samples)].astype(np.int32)
    loud = np.flatnonzero(np.abs(part) > LOUD)
    pauses = np.diff(loud) / RATE
    return [float(pause) for pause in pauses if pause > longer_than]


def pitch(samples: Samples) -> float:
    """The strongest frequency, in Hz."""
    part = samples[sounding(samples)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    return float(np.argmax(spectrum) * RATE / len(part))


def roughness(samples: Samples, hz: float) -> float:
    """The greatest deviation from a pure tone, as a share of its amplitude: a click is near 1.

    Fades at both ends are left out.
    """
    margin = int(0.02 * RATE)
    heard = sounding(samples)
    part = samples[heard.start + margin : heard.stop - margin].astype(np.float64)
    turns = 2 * np.pi * hz * np.arange(len(part)) / RATE
    waves = np.stack([np.sin(turns), np.cos(turns)], axis=1)
    fit, *_ = np.linalg.lstsq(waves, part, rcond=None)
    return float(np.max(np.abs(part - waves @ fit)) / np.hypot(*fit))


def likeness(one: Samples, other: Samples) -> float:
    """How far one sound is the other, moved and louder or softer: 1 where it is the same.

    The greatest correlation over all shifts. Two voices that say the same stay below 0.2.
    """
    if not len(one) or not len(other):
        return 0.0
    size = 2 ** int(np.ceil(np.log2(len(one) + len(other))))
    spectra = [np.fft.rfft(sound.astype(np.float64), size) for sound in (one, other)]
    energies = [np.linalg.norm(sound.astype(np.float64)) for sound in (one, other)]
    correlation = np.fft.irfft(spectra[0] * np.conj(spectra[1]), size)
    return float(np.max(np.abs(correlation)) / (energies[0] * energies[1] or 1.0))
