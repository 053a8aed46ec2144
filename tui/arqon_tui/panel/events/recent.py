"""The events that came last, for all views."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["RecentEvents"]


class RecentEvents:
    """Remembers the newest `capacity` events; the store has the rest."""

    def __init__(self, capacity: int = 5_000) -> None:
        self._rows: deque[Row] = deque(maxlen=capacity)

    @property
    def latest(self) -> Sequence[Row]:
        """All that are remembered, the oldest first."""
        return self._rows

    def append(self, rows: Sequence[Row]) -> None:
        """Take what is new, oldest first."""
        self._rows.extend(rows)

    def newer(self, seen: int) -> list[Row]:
        """Those that came after the event of that id, the oldest first; all, where it is gone."""
        after = takewhile(lambda row: row.id != seen, reversed(self._rows))
        return list(after)[::-1]
