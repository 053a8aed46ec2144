"""A check while it runs: its thread writes, the screen reads."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["LiveCheck"]

_MOST_LINES: Final = 500
_LONGEST: Final = 1000
"""Characters of a line; all that was printed is in the artifact's output."""


class LiveCheck:
    """The newest lines of a check's output, and its time.

    Attributes:
        name: of the check.
        title: what it shows; empty until it begins.
        limit_s: seconds after which it is ended; 0 until it begins.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.name, self.title, self.limit_s = name, "", 0.0
        self._clock = clock
        self._begun = clock()
        self._lock = threading.Lock()
        self._lines: deque[str] = deque(maxlen=_MOST_LINES)
        self._rest = ""

    def begin(self, title: str, limit_s: float) -> None:
        """It begins now."""
        self.title, self.limit_s = title, limit_s
        self._begun = self._clock()

    def take(self, text: str) -> None:
        """Take what it printed next."""
        with self._lock:
            *lines, rest = (self._rest + text).split("\n")
            self._lines.extend(line[:_LONGEST] for line in lines[-_MOST_LINES:])
            self._rest = rest[:_LONGEST]

    @property
    def lines(self) -> Sequence[str]:
        """The newest lines, the oldest first; the last one may go on."""
        with self._lock:
            return [*self._lines, *([self._rest] if self._rest else [])]

    @property
    def took_s(self) -> float:
        """For how long it has run."""
        return self._clock() - self._begun
