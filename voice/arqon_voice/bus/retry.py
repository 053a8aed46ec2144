"""When to try the bus again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Pace", "Retry"]


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of the bus contract, in seconds.

    A connection that held for `steady_s` was a good one: when it drops, the next try is made
    at once. `refused_s` follows an answer that will not change by itself (401).
    """

    silence_s: float = 1.0
    health_s: float = 10.0
    ping_s: float = 20.0
    pong_s: float = 10.0
    open_s: float = 10.0
    first_s: float = 0.5
    longest_s: float = 30.0
    steady_s: float = 10.0
    refused_s: float = 60.0


class Retry:
    """Tells how long to wait: at once after the first drop, then twice as long each time.

    `draw` gives numbers from 0 to 1: clients that lost the same bus do not come back together.
    """

    def __init__(self, pace: Pace, draw: Callable[[], float] = random.random) -> None:
        self._pace = pace
        self._draw = draw
        self._failures = self._drops = 0

    def dropped(self, held_s: float) -> float:
        """Seconds to wait after a connection that had held for `held_s`."""
        self._failures = 0
        if held_s >= self._pace.steady_s:
            self._drops = 0
        self._drops += 1
        return self._wait(self._drops - 1) if self._drops > 1 else 0.0

    def failed(self) -> float:
        """Seconds to wait when no connection came about."""
        self._failures += 1
        return self._wait(self._failures)

    def refused(self) -> float:
        """Seconds to wait after an answer that will not change by itself."""
        return self._pace.refused_s * (1 + self._draw() / 10)

    def _wait(self, count: int) -> float:
        longest: float = min(self._pace.longest_s, self._pace.first_s * 2 ** min(count, 16))
        return longest * (0.5 + self._draw() / 2)
