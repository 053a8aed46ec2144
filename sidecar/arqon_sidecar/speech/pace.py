"""How much the vocoder may make at once, so that sound starts early and never runs dry.

While a window is played, the next one is made. What a frame costs is measured, so a quick machine
takes whole sentences where a slow one takes windows.
"""

from __future__ import annotations

from typing import Final

from arqon_sidecar.engines.port import FRAME, SAMPLE_RATE

__all__ = ["FIRST", "MOST", "Pace"]

FIRST: Final = 100
"""Frames (2.5 s) that the vocoder is given while nothing is heard yet; a part of them is context.
Below that its norms see too little: 2.9 dB from the whole sentence at 80 frames, 2.4 at 100."""
MOST: Final = 360
"""Frames (9 s) at once: memory grows by 0.75 MB a frame, and others wait for the end of a run."""

_SLOW: Final = 0.45
"""Seconds of work for a second of sound before any was measured."""
_MARGIN: Final = 0.65
"""The part of what is left to play that a run may take: it may be given 1.4 times its room."""
_HOPELESS: Final = 0.6
"""A listener for whom only this part of the shortest window fits runs dry whatever is done."""
_SILENT_S: Final = 4.0
"""Clients give up where nothing comes for some time, however much is left to play: Maestro's after
5 s."""
_FRAME_S: Final = FRAME / SAMPLE_RATE


class Pace:
    """Knows what a frame costs on this machine; one for an engine."""

    def __init__(self) -> None:
        self._cost_s: float | None = None

    def took(self, frames: int, seconds: float) -> None:
        """A run of the vocoder over so many frames took so long."""
        cost = seconds / frames
        self._cost_s = cost if self._cost_s is None else 0.7 * self._cost_s + 0.3 * cost

    def room(self, ahead_s: float | None) -> int:
        """How many frames the next run may take.

        `ahead_s` is how much sound the listener has left to play: 0 where none was heard yet, None
        where the answer goes out whole. Where too little fits, each cut is more work for nothing:
        a listener who runs dry anyway gets as much as is made before the client gives up, and MOST
        where that is less than a window.
        """
        if ahead_s is None:
            return MOST
        if ahead_s == 0:
            return FIRST
        fitting, most = self._fitting(ahead_s), self._fitting(_SILENT_S)
        if most < FIRST:
            return MOST
        if fitting < _HOPELESS * FIRST:
            fitting = most
        return round(min(MOST, most, max(FIRST, fitting)))

    def _fitting(self, seconds: float) -> float:
        """The frames that are made in so many seconds, with a margin."""
        return _MARGIN * seconds / (self._cost_s or _SLOW * _FRAME_S)


def steady_room(windows: int) -> int:
    """The same where the sound must not depend on the machine: for the window of this number."""
    return int(min(MOST, FIRST << min(windows, 8)))
