"""What is shown of a program at work: not all that it says, and never nothing for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

__all__ = ["BETWEEN_LINES_S", "Pace", "Say"]

Say = Callable[[str], None]

BETWEEN_LINES_S: Final = 1.0
_SILENCE_S: Final = 5.0
_WIDTH: Final = 100


class Pace:
    """Of all that a program says, at most a line each second; of its silence, one each 5 s."""

    def __init__(self, say: Say, clock: Callable[[], float] = time.monotonic) -> None:
        self._say = say
        self._clock = clock
        self._begun = self._said = clock()

    def saw(self, line: str) -> None:
        """It said this."""
        if self._clock() - self._said >= BETWEEN_LINES_S:
            self._tell(line[:_WIDTH])

    def silent(self) -> None:
        """It says nothing; to be called once a second or more often."""
        if self._clock() - self._said >= _SILENCE_S:
            self._tell(f"… {self._clock() - self._begun:.0f} s")

    def _tell(self, line: str) -> None:
        self._said = self._clock()
        self._say(f"  {line}")
