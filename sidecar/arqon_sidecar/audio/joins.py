"""Joins the sounds of segments into one: silence trimmed, pauses set, no click at a join.

Every stretch of sound is cut 25 ms before its first and 60 ms after its last audible moment and
fades in and out over 5 ms, so both sides of a join are zero. Between two stretches lies the pause
of the border between them (see PAUSES). The whole therefore starts within 25 ms of silence and
ends within 60 ms of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.text.tokens import Border

__all__ = ["LEAD_S", "PAUSES", "TAIL_S", "Joiner"]

LEAD_S = 0.025
TAIL_S = 0.060
PAUSES = {
    Border.NONE: 0.0,
    Border.WORD: 0.0,
    Border.CLAUSE: 0.10,
    Border.SENTENCE: 0.25,
    Border.PARAGRAPH: 0.50,
}
"""Seconds of silence after each border, at speed 1, besides LEAD_S and TAIL_S."""

_FADE = 120
_WINDOW = 120
_AUDIBLE = 10 ** (-54 / 20)
"""A window of 5 ms counts as sound from this root mean square on: -54 dB of full scale."""

Sound = NDArray[np.float32]


class Joiner:
    """Takes the segments' sounds in order; `speed` shortens the pauses alike."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._made = 0
        self._pause = 0.0

    def add(self, sound: Sound, border: Border) -> tuple[Sound, int]:
        """What to play for this segment, and where the segment's own sample 0 falls in the whole.

        That place may lie before the joint, in what was trimmed. `border` is the one behind it.
        """
        first, last = _audible(sound)
        if first == last:
            return np.zeros(0, np.float32), self._made
        silence = np.zeros(round(self._pause / self._speed * SAMPLE_RATE), np.float32)
        origin = self._made + len(silence) - first
        piece = np.concatenate((silence, _faded(sound[first:last])))
        self._made += len(piece)
        self._pause = PAUSES[border]
        return piece, origin


def _audible(sound: Sound) -> tuple[int, int]:
    """Where to cut: the audible part with its margins; empty when nothing is to be heard."""
    padded = np.pad(sound, (0, -len(sound) % _WINDOW)).reshape(-1, _WINDOW)
    loud = np.flatnonzero(np.sqrt(np.mean(np.square(padded), axis=1)) > _AUDIBLE)
    if not len(loud):
        return 0, 0
    first = int(loud[0]) * _WINDOW - round(LEAD_S * SAMPLE_RATE)
    last = (int(loud[-1]) + 1) * _WINDOW + round(TAIL_S * SAMPLE_RATE)
    return max(0, first), min(len(sound), last)


def _faded(sound: Sound) -> Sound:
    length = min(_FADE, len(sound) // 2)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(1, length))).astype(np.float32)
    faded = sound.copy()
    faded[:length] *= rise
    faded[len(faded) - length :] *= rise[::-1]
    return faded
