"""Joins the sounds of segments into one, with the pauses that the model itself makes.

Kokoro speaks 0.3 s of silence before each segment and 0.5 s after it, whatever ends there. So a
segment's sound is cut 25 ms before its first and 60 ms after its last audible moment and fades in
and out over 5 ms. Between two segments lies the pause of the border between them, or the one that
the text asks for. The whole starts within 25 ms of silence and ends within 60 ms of it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import SAMPLE_RATE
from arqon_sidecar.text.tokens import Border

__all__ = ["LEAD_S", "PAUSES", "TAIL_S", "Joiner", "audible"]

LEAD_S: Final = 0.025
TAIL_S: Final = 0.060
PAUSES: Final = {
    Border.NONE: 0.0,
    Border.WORD: 0.0,
    Border.CLAUSE: 0.25,
    Border.SENTENCE: 0.58,
    Border.PARAGRAPH: 0.90,
}
"""Seconds from the last audible moment before a border to the first one behind it, at speed 1:
the medians of what Kokoro makes within one segment (af_heart), for a paragraph between two."""

_FADE: Final = 120
_WINDOW: Final = 120
_AUDIBLE: Final = 10 ** (-54 / 20)
"""A window of 5 ms counts as sound from this root mean square on: -54 dB of full scale."""

Sound = NDArray[np.float32]


class Joiner:
    """Takes the segments' sounds in order, each in one or more stretches."""

    def __init__(self, speed: float = 1.0) -> None:
        """`speed` shortens the pauses of borders, not those that are asked for."""
        self._speed = speed
        self._border_s = 0.0
        self._asked_s: float | None = None
        self._held = np.zeros(0, np.float32)
        self._tail = 0
        self.made = 0
        """Samples given so far."""
        self.origin: int | None = None
        """Where the present segment's sample 0 falls in the whole, perhaps in what was cut off;
        None until something of it was heard."""

    def add(self, sound: Sound) -> Sound:
        """What to play now that this stretch of the present segment was made."""
        sound = np.concatenate((self._held, sound))
        part = _audible_part(sound)
        if part is None:
            self._held = sound
            return sound[:0]
        first, last, self._tail = part
        played = sound[:last]
        if self.origin is None:
            silence = np.zeros(self._silence(LEAD_S + TAIL_S * (self.made > 0)), np.float32)
            self.origin = self.made + len(silence) - first
            played = np.concatenate((silence, _risen(sound[first:last])))
        self._held = sound[last:]
        self.made += len(played)
        return played

    def end(self, border: Border) -> Sound:
        """The rest of the present segment; `border` is what ends behind it."""
        rest = self._fallen()
        self.made += len(rest)
        self._held = rest[:0]
        if self.origin is not None:
            self._border_s = PAUSES[border] / self._speed
        self.origin = None
        return rest

    def pause(self, seconds: float) -> None:
        """Between the present segment and the next one lies this silence; several add up."""
        self._asked_s = (self._asked_s or 0.0) + seconds

    def finish(self) -> Sound:
        """The silence that was asked for behind the last segment."""
        self._border_s = 0.0
        silence = np.zeros(self._silence(TAIL_S), np.float32)
        self.made += len(silence)
        return silence

    def _silence(self, beside_s: float) -> int:
        """Samples of the pause that is due, without what the sounds beside it bring along."""
        seconds = self._border_s if self._asked_s is None else self._asked_s
        self._border_s, self._asked_s = 0.0, None
        return max(0, round((seconds - beside_s) * SAMPLE_RATE))

    def _fallen(self) -> Sound:
        """What was held back of the segment's tail, with a last fade."""
        if self.origin is None:
            return self._held[:0]
        rest = self._held[: self._tail]
        return _risen(rest[::-1])[::-1]


def audible(sound: Sound) -> bool:
    """Whether there is anything to be heard."""
    return len(_loud_windows(sound)) > 0


def _audible_part(sound: Sound) -> tuple[int, int, int] | None:
    """Where to cut: the audible part with its margins, and what of the tail lies behind that.

    The last fade's length is held back, also of what goes on: it may be the segment's end. None
    where nothing is to be heard.
    """
    loud = _loud_windows(sound)
    if not len(loud):
        return None
    first = max(0, int(loud[0]) * _WINDOW - round(LEAD_S * SAMPLE_RATE))
    end = (int(loud[-1]) + 1) * _WINDOW + round(TAIL_S * SAMPLE_RATE)
    last = max(first, min(len(sound), end) - _FADE)
    return first, last, end - last


def _loud_windows(sound: Sound) -> NDArray[np.intp]:
    padded = np.pad(sound, (0, -len(sound) % _WINDOW)).reshape(-1, _WINDOW)
    return np.flatnonzero(np.sqrt(np.mean(np.square(padded), axis=1)) > _AUDIBLE)


def _risen(sound: Sound) -> Sound:
    length = min(_FADE, len(sound))
    return np.concatenate((sound[:length] * _rise(length), sound[length:]))


def _rise(length: int) -> Sound:
    rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(1, length))
    return rise.astype(np.float32)
