"""Does something unless it is told in time that it need not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

__all__ = ["Watchdog"]


class Watchdog:
    """Calls `bite` once, from a thread of its own, when a deadline passes. Begins without one."""

    def __init__(self, bite: Callable[[], None]) -> None:
        self._bite = bite
        self._deadline: float | None = None
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def expect(self, seconds: float | None) -> None:
        """Set the deadline so far from now; None takes it away."""
        with self._changed:
            before = self._deadline
            self._deadline = None if seconds is None else time.monotonic() + seconds
            if self._deadline is not None and (before is None or self._deadline < before):
                self._changed.notify()

    def end(self) -> None:
        """Never bite from now on; returns when its thread has ended."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._ended:
                now = time.monotonic()
                if self._deadline is not None and self._deadline <= now:
                    break
                self._changed.wait(None if self._deadline is None else self._deadline - now)
            else:
                return
        self._bite()
