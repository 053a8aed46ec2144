"""How often a VM may fail before it is given up, and how long to wait before the next start."""

from __future__ import annotations

from collections import deque
from typing import Final

__all__ = ["RESTARTS", "WITHIN_S", "Budget"]

RESTARTS: Final = 5
WITHIN_S: Final = 300.0
_LONGEST_S: Final = 60.0


class Budget:
    """Seconds to wait before the next start: 1, 2, 4 to 60; None when there were too many."""

    def __init__(self) -> None:
        self._failures: deque[float] = deque()

    def failed(self, now: float) -> float | None:
        """At `now`, by a clock that never goes back."""
        self._failures.append(now)
        while self._failures[0] <= now - WITHIN_S:
            self._failures.popleft()
        if len(self._failures) > RESTARTS:
            return None
        return min(2.0 ** (len(self._failures) - 1), _LONGEST_S)
