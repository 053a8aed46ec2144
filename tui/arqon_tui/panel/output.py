"""When a frame is written to the terminal: never faster than a slow line can take it.

Frames are not queued. What changes while the terminal is busy only changes what the next frame
shows, so that whatever is seen is never older than one frame.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final, Protocol

from rich.color import ColorSystem

from arqon_tui.panel.screen_diff import ScreenDiff

if TYPE_CHECKING:
    from textual._compositor import ChopsUpdate, LayoutUpdate

__all__ = ["BURST", "RATE", "Budget", "Output", "Terminal"]

RATE: Final = 7_000
"""Bytes a second that nobody asked for: a line of 10 kB/s keeps up with them."""

BURST: Final = 3_000
"""Bytes that may be written at once after a silence."""

_FIRST: Final = 24_000
"""The first screens come at once."""

_LOST_S: Final = 1.0
"""So often a terminal that is busy is looked at again."""

_ASKED_S: Final = 1.0
_ASKED_MORE: Final = 6_000
"""For so long after a key, so many bytes are written that the rate would hold back."""


class Terminal(Protocol):
    """What the frames are written to."""

    @property
    def is_busy(self) -> bool:
        """Whether it has not taken the last frame yet."""
        ...

    def write_frame(self, frame: str, taken: Callable[[], None]) -> None:
        """Write a frame; `taken` is called, on any thread, when the next one may come."""
        ...


class Budget:
    """Counts bytes against a rate; the time is an argument, in seconds."""

    def __init__(self, now: float) -> None:
        self._left = float(_FIRST)
        self._at = now
        self._asked_until = 0.0

    def asked(self, now: float) -> None:
        """Somebody pressed a key: what comes now is waited for."""
        self._asked_until = now + _ASKED_S

    def is_asked(self, now: float) -> bool:
        """Whether what comes now is waited for."""
        return now < self._asked_until

    def wait_s(self, now: float) -> float:
        """How long until a whole frame may be written; 0 for now."""
        self._refill(now)
        limit = -_ASKED_MORE if self.is_asked(now) else 0
        return 0.0 if self._left > limit else (limit - self._left + 1) / RATE

    def spend(self, count: int, now: float) -> None:
        """`count` bytes are written."""
        self._refill(now)
        self._left -= count

    def _refill(self, now: float) -> None:
        grown = self._left + (now - self._at) * RATE
        self._left, self._at = max(self._left, min(grown, BURST)), now


class Output:
    """Writes the newest state of the screen whenever the terminal and the budget allow."""

    def __init__(
        self,
        colors: ColorSystem,
        loop: asyncio.AbstractEventLoop,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._diff = ScreenDiff(colors)
        self._loop = loop
        self._now = now
        self._budget = Budget(now())
        self._terminal: Terminal | None = None
        self._vital: Callable[[], Collection[int]] = tuple
        self._end: Callable[[], str] = str
        self._later: asyncio.TimerHandle | None = None

    def connect(
        self, terminal: Terminal, vital: Callable[[], Collection[int]], end: Callable[[], str]
    ) -> None:
        """Write to `terminal`.

        Args:
            terminal: takes the frames.
            vital: the rows that are written after a key even when the budget is spent.
            end: closes each frame.
        """
        self._terminal, self._vital, self._end = terminal, vital, end

    def asked(self) -> None:
        """Somebody pressed a key: the answer is not held back by the rate."""
        self._budget.asked(self._now())

    def forget(self) -> None:
        """The terminal was cleared: the next frame is a whole one."""
        self._diff.forget()
        self.send()

    def take(self, update: LayoutUpdate | ChopsUpdate) -> None:
        """Show `update` as soon as may be."""
        self._diff.take(update)
        self.send()

    def send(self) -> None:
        """Write what has changed, or come back when it may be written."""
        if self._terminal is None or not self._diff.changed:
            return
        if self._terminal.is_busy:
            self._come_back(_LOST_S)  # an answer may be lost: then nobody else would call
            return
        now = self._now()
        wait_s = self._budget.wait_s(now)
        rows: Collection[int] = self._diff.changed
        if wait_s:
            self._come_back(wait_s)
            rows = self._vital() if self._budget.is_asked(now) else ()
        frame = self._diff.written(set(rows))
        if frame:
            frame += self._end()
            self._budget.spend(len(frame.encode()), now)
            self._terminal.write_frame(frame, self._taken)

    def _taken(self) -> None:
        self._loop.call_soon_threadsafe(self.send)

    def _come_back(self, wait_s: float) -> None:
        if self._later is not None:
            if self._loop.time() < self._later.when() <= self._loop.time() + wait_s:
                return
            self._later.cancel()
        self._later = self._loop.call_later(wait_s, self.send)
