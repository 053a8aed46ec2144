"""Timeouts that count only the time in which this process ran."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

__all__ = ["Countdown", "running_timeout"]

LOOK_S: Final = 0.25
"""How often the time is counted."""
STOPPED_S: Final = 2 * LOOK_S
"""More than this between two looks: the process was stopped, or the machine slept."""


class Countdown:
    """Ends `timer` when `seconds` have passed in which this process ran.

    A process that is stopped (ctrl-z, a debugger, a virtual machine that is paused) hears nothing
    meanwhile, though the monotonic clock goes on; what came by then is there to be heard when it
    wakes up. So a time that no look has seen is not counted.
    """

    def __init__(self, seconds: float, timer: asyncio.Timeout) -> None:
        self._loop = asyncio.get_running_loop()
        self._timer = timer
        self._look: asyncio.TimerHandle | None = None
        self.reset(seconds)

    @property
    def left_s(self) -> float:
        """The seconds that are left."""
        self._count()
        return self._left_s

    def reset(self, seconds: float) -> None:
        """Count `seconds` from here."""
        self._left_s, self._counted_at = seconds, self._loop.time()
        self._was_late = False
        self._look_later()

    def end(self) -> None:
        """Count no more."""
        if self._look is not None:
            self._look.cancel()

    def _look_later(self) -> None:
        self.end()
        delay_s = min(max(self._left_s, 0.0), LOOK_S)
        self._look = self._loop.call_later(delay_s, self._look_now)

    def _look_now(self) -> None:
        self._count()
        if self._left_s > 0:
            self._look_later()
        else:
            self._timer.reschedule(self._counted_at)

    def _count(self) -> None:
        now = self._loop.time()
        passed = now - self._counted_at
        self._counted_at = now
        late = passed > STOPPED_S
        if not late:
            self._left_s -= passed
        elif self._was_late:  # not stopped, but a loop that is always late: its time ends, too
            self._left_s -= LOOK_S
        self._was_late = late


@asynccontextmanager
async def running_timeout(seconds: float) -> AsyncIterator[Countdown]:
    """End the body when so many seconds have passed in which this process ran.

    Raises:
        TimeoutError: they have passed.
    """
    async with asyncio.timeout(None) as timer:
        countdown = Countdown(seconds, timer)
        try:
            yield countdown
        finally:
            countdown.end()
