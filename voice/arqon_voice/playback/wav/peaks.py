"""How loud a WAV file is from end to end: what a waveform is drawn from."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

from arqon_voice.playback.samples import UnplayableSound

__all__ = ["Peaks", "peaks_of"]


@dataclass(frozen=True, slots=True)
class Peaks:
    """The greatest amplitude (0 to 1) in each of equally long parts, and how long all sounds."""

    levels: tuple[float, ...]
    milliseconds: int


def peaks_of(path: Path, parts: int = 400) -> Peaks:
    """Read a mono 16-bit file, such as a saved utterance. May take a while.

    Raises:
        UnplayableSound: it is not such a file.
        OSError: it cannot be read.
    """
    import numpy as np

    try:
        with wave.open(str(path), "rb") as file:
            shape, rate, frames = file.getparams()[:2], file.getframerate(), file.getnframes()
            samples = np.frombuffer(file.readframes(frames), "<i2")
    except (wave.Error, EOFError) as error:
        raise UnplayableSound(f"'{path}' is not a readable WAV file: {error}") from None
    if shape != (1, 2) or not len(samples):
        raise UnplayableSound(f"'{path}' holds no mono sound of 16 bits.")
    loud = np.abs(samples.astype(np.int32))
    starts = np.linspace(0, len(loud), min(parts, len(loud)), endpoint=False).astype(int)
    levels = np.maximum.reduceat(loud, starts) / 32768
    return Peaks(tuple(map(float, levels)), round(len(loud) * 1000 / rate))
