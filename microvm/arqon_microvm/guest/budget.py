"""How often what is kept running may fail, and how long to wait before its next start."""

from __future__ import annotations

from collections import deque
from typing import Final

__all__ = ["RESTARTS", "WITHIN_S", "Budget"]

RESTARTS: Final = 5
WITHIN_S: Final = 300.0


class Budget:
    """Seconds to wait before the next start: `first_s`, then twice as long, to `longest_s`.

    It is spent when there were more than `restarts` failures within `WITHIN_S`.
    """

    def __init__(self, first_s: float, longest_s: float, restarts: int = RESTARTS) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._restarts = restarts
        self._failures: deque[float] = deque()

    def failed(self, now: float) -> float | None:
        """At `now`, by a clock that never goes back; None when the budget is spent."""
        self._failures.append(now)
        while self._failures[0] <= now - WITHIN_S:
            self._failures.popleft()
        if len(self._failures) > self._restarts:
            return None
        return min(self._first_s * 2.0 ** (len(self._failures) - 1), self._longest_s)
