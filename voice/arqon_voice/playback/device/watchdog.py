"""Does something unless it is told in time that it need not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from arqon_voice.held_up import that_counts

__all__ = ["Watchdog"]

LOOK_SECONDS: Final = 0.25
"""How often the time is counted while a deadline is set."""
MOST_COUNTED_SECONDS: Final = 4 * LOOK_SECONDS
"""What one look counts at most: a process that was stopped meanwhile could not be told anything."""


class Watchdog:
    """Calls `on_late` once, in its own thread, when a deadline passes. Begins without one.

    Only the time in which this process ran counts: one that was stopped, or a machine that slept,
    wakes up with the patience that it had left. `held_up` tells for how many seconds, so far, a
    busy machine has not let the one run that is watched; see `that_counts`.
    """

    def __init__(
        self, on_late: Callable[[], None], held_up: Callable[[], float] = lambda: 0.0
    ) -> None:
        self._on_late = on_late
        self._held_up = held_up
        self._held_up_s = 0.0
        self._left: float | None = None
        self._counted_at = 0.0
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def expect(self, seconds: float | None) -> None:
        """Set the deadline so far from now; None takes it away."""
        with self._changed:
            slept = self._left is None
            self._left, self._counted_at = seconds, time.monotonic()
            self._held_up_s = self._held_up()
            if seconds is not None and (slept or seconds < LOOK_SECONDS):
                self._changed.notify()

    def end(self) -> None:
        """Never call it from now on; returns when its thread has ended."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._ended:
                self._count()
                if self._left is not None and self._left <= 0:
                    break
                self._changed.wait(None if self._left is None else min(self._left, LOOK_SECONDS))
            else:
                return
        self._on_late()

    def _count(self) -> None:
        if self._left is None:
            return
        now, held_up_s = time.monotonic(), self._held_up()
        passed = min(now - self._counted_at, MOST_COUNTED_SECONDS)
        self._left -= that_counts(passed, held_up_s - self._held_up_s)
        self._counted_at, self._held_up_s = now, held_up_s
