"""Follows the telemetry store on a thread, for a screen that looks a dozen times a second."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from arqon_settings.file_watch import FileWatch
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.tail import Tail

__all__ = ["TelemetryFeed"]

_HISTORY = 500
_QUEUE = 20_000
_A_LOOK = 2_000
_INTERVAL_S = 0.08
_QUIET_S = None if sys.platform == "linux" else 0.25
"""Only inotify surely tells of each write to a file that stays open, as the `-wal` does."""
_FAULT_LASTS_S = 2.0


class TelemetryFeed:
    """Holds what was appended since the last `take`, by whichever process; never too much of it.

    `came` is called on the thread whenever there is something to take.
    """

    def __init__(self, path: Path, came: Callable[[], None] = lambda: None) -> None:
        self._path, self._came = path, came
        self._rows: deque[Row] = deque()
        self._left_out = self._told = 0
        self._fault = ("", 0.0)
        self._watch = FileWatch(
            "telemetry-feed", [path], self._look, gather_s=_INTERVAL_S, every_s=_QUIET_S
        )
        threading.Thread(target=self._follow, name="telemetry-feed", daemon=True).start()

    @property
    def fault(self) -> str:
        """Why nothing can be read, once that has lasted; a busy store is not a fault."""
        text, since = self._fault
        return text if text and time.monotonic() - since > _FAULT_LASTS_S else ""

    def take(self) -> tuple[list[Row], int]:
        """Some of the oldest rows that wait, and how many were left out since the last time."""
        rows = [self._rows.popleft() for _ in range(min(_A_LOOK, len(self._rows)))]
        told, self._told = self._told, self._left_out
        return rows, self._told - told

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        self._watch.stop(wait=False)

    def _follow(self) -> None:
        self._tail = Tail(self._path, last=_HISTORY)
        self._watch.run()
        self._tail.close()

    def _look(self) -> None:
        while not self._watch.stopped:
            rows = self._tail.read(_A_LOOK)
            self._note(self._tail.fault)
            self._put(rows)
            if len(rows) < _A_LOOK:
                return

    def _put(self, rows: list[Row]) -> None:
        room = _QUEUE - len(self._rows)
        self._left_out += max(0, len(rows) - room)
        self._rows.extend(rows[max(0, len(rows) - room) :])
        if rows:
            self._came()

    def _note(self, fault: str) -> None:
        if fault != self._fault[0]:
            self._fault = (fault, time.monotonic())
