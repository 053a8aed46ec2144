"""Makes the sound of one segment in windows that keep the whole segment's prosody.

Durations, pitch, energy and the sine source are those of the whole segment, so nothing falls or
starts anew at a cut, and the length is exact. Only the vocoder's norms see the window alone: it
gets context on both sides, as much as it has room for, and two windows meet where the energy is
least. A window that holds the whole segment is exact.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import FRAME, Engine, Prepared
from arqon_sidecar.speech.pace import FIRST

__all__ = ["CONTEXT", "Windows", "next_cut"]

CONTEXT: Final = 40
"""Frames (1 s) beside what is used of a window, where the segment has them."""

_WORTH_CUTTING: Final = 1.4
"""By this factor a window may be longer than the room, if it then holds all that there is."""
_FADE: Final = 60
"""Samples on each side of a cut over which one window gives way to the next: 5 ms in all."""

Sound = NDArray[np.float32]


class Windows:
    """The windows of a prepared segment in order."""

    def __init__(self, engine: Engine, prepared: Prepared) -> None:
        self._engine = engine
        self._prepared = prepared
        self._at = 0
        self._given = 0
        self._overlap = np.zeros(0, np.float32)

    @property
    def done(self) -> bool:
        """Whether all of the segment was made."""
        return self._at == self._prepared.length

    def next(self, room: int) -> tuple[Sound, int]:
        """The next stretch of sound, and how many frames the vocoder took for it.

        Nothing has happened where it raises: it may be called again.

        Raises:
            EngineError: see `Engine.vocode`.
            Interrupted: the run was ended.
        """
        length = self._prepared.length
        cut = next_cut(self._prepared, self._at, room)
        last = min(length, cut + CONTEXT)
        first = max(0, min(self._at - CONTEXT, last - room))
        if last <= room * _WORTH_CUTTING:
            first = 0
        sound = self._engine.vocode(self._prepared, first, last)
        end = cut * FRAME + (_FADE if cut < length else 0)
        fresh = sound[self._given - first * FRAME : end - first * FRAME].copy()
        self._cross_fade(fresh)
        self._at = cut
        self._overlap = fresh[len(fresh) - 2 * _FADE :] if cut < length else fresh[:0]
        made = fresh[: len(fresh) - len(self._overlap)]
        self._given += len(made)
        return made, last - first

    def _cross_fade(self, fresh: Sound) -> None:
        count = len(self._overlap)
        if count:
            rise = (np.arange(count, dtype=np.float32) + 0.5) / count
            fresh[:count] = rise * fresh[:count] + (1 - rise) * self._overlap


def next_cut(prepared: Prepared, at: int, room: int) -> int:
    """The frame up to which the next window's sound is used, behind frame `at`.

    The segment's end where the rest fits into the room with its context, or nearly; else where the
    energy is least in the last third of what fits. No window is left shorter than CONTEXT.
    """
    rest = prepared.length - at
    before = min(at, CONTEXT)
    if before + rest <= room * _WORTH_CUTTING:
        return prepared.length
    most = min(max(room, FIRST + before) - before - CONTEXT, rest - CONTEXT)
    first, last = at + most - most // 3, at + most + 1
    energy = prepared.energy.reshape(-1, 2).sum(1)
    beside = energy[first - 1 : last - 1] + energy[first:last]
    return first + int(np.argmin(beside))
