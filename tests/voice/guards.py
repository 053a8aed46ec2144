"""What the tests of the replay guard share: a clock that stands, and guards that are closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from arqon_voice.replay.guard import ReplayGuard

GuardAt = Callable[[Path], ReplayGuard]


class Clock:
    """Epoch seconds that only move when told."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now
