"""The telemetry that the panel remembers: bounded, filtered, and still while it is paused."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["EventRing"]


class EventRing:
    """Keeps the newest `capacity` events; `shown` are those that the log draws.

    While `paused`, `shown` does not change and `waiting` counts what has come since.
    """

    def __init__(self, capacity: int = 10_000) -> None:
        self._all: deque[Row] = deque(maxlen=capacity)
        self.shown: deque[Row] = deque(maxlen=capacity)
        self.paused = False
        self.waiting = 0
        self.needle = ""

    @property
    def latest(self) -> Sequence[Row]:
        """All that is remembered, the oldest first."""
        return self._all

    def __len__(self) -> int:
        return len(self._all)

    def append(self, rows: Sequence[Row]) -> None:
        """Take what is new, oldest first."""
        self._all.extend(rows)
        matching = [*self._matching(rows)]
        if self.paused:
            self.waiting += len(matching)
        else:
            self.shown.extend(matching)

    def pause(self) -> None:
        """Hold `shown` still."""
        self.paused = True

    def follow(self) -> None:
        """Show what has come meanwhile, and what comes from now on."""
        self.paused = False
        self._choose()

    def search(self, needle: str) -> None:
        """Show only the events that hold `needle` in their name, message id or data."""
        self.needle = needle.casefold()
        self._choose()

    def _choose(self) -> None:
        self.shown.clear()
        self.shown.extend(self._matching(self._all))
        self.waiting = 0

    def _matching(self, rows: Iterable[Row]) -> Iterable[Row]:
        needle = self.needle
        if not needle:
            return rows
        return (
            row
            for row in rows
            if needle in row.name.casefold()
            or needle in row.message_id.casefold()
            or needle in row.data.casefold()
        )
