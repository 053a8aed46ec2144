"""The mirror of a program that runs on: it follows each write of either file by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable

from arqon_settings.file_watch import FileWatch, Stamp, stamp
from arqon_settings.maestro.mirror import MaestroMirror, MirrorState

__all__ = ["MirrorFollower"]


class MirrorFollower:
    """Looks, on a daemon thread, whenever our file, Maestro's or the base is another than it was.

    What could not be done is tried again each second.

    Args:
        mirror: used by this follower alone from now on.
        on_state: hears of what a look found, where it is not what the one before found.
    """

    def __init__(
        self, mirror: MaestroMirror, on_state: Callable[[MirrorState], None] | None = None
    ) -> None:
        self._mirror, self._on_state = mirror, on_state
        self._seen: tuple[Stamp, ...] = ()
        self._state: MirrorState | None = None
        self._guard = threading.Lock()
        self._watch = FileWatch("maestro-mirror", mirror.files, self._look)

    @property
    def state(self) -> MirrorState | None:
        """What the latest look found; None before the first."""
        return self._state

    def start(self) -> None:
        """Begin, without waiting for anything."""
        self._watch.start()

    def close(self, seconds: float) -> None:
        """End, after a last look at what was just written; what takes longer is left to others."""
        self._watch.stop(wait=False)
        last = threading.Thread(target=self._look, name="maestro-mirror-last", daemon=True)
        last.start()
        last.join(seconds)

    def _look(self) -> None:
        with self._guard:
            self._look_alone()

    def _look_alone(self) -> None:
        seen = tuple(map(stamp, self._mirror.files))
        if seen == self._seen and not (self._state and self._state.fault):
            return
        state = self._mirror.look()
        # As it was before the look: what was written meanwhile is looked at again.
        self._seen = seen
        if state != self._state:
            self._state = state
            if self._on_state:
                self._on_state(state)
