"""What was asked to be written: leaving waits until it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager

from arqon_tui.panel.background import Background, in_turns

__all__ = ["Writes"]


class Writes:
    """What is in hand, from the key on that asked for it.

    Attributes:
        in_hand: what it is, for a person.
    """

    def __init__(self) -> None:
        self.in_hand: dict[object, str] = {}
        self._ended = asyncio.Event()
        self._threads: list[Background] = []

    def thread(self, name: str) -> Background:
        """A thread that writes."""
        self._threads.append(Background(name))
        return self._threads[-1]

    @contextmanager
    def writing(self, what: str) -> Iterator[None]:
        """`what` is in hand until the block ends, however it does."""
        one = object()
        self.in_hand[one] = what
        try:
            yield
        finally:
            del self.in_hand[one]
            self._ended.set()

    async def settled(self, seconds: float) -> tuple[str, ...]:
        """Wait until nothing is in hand, for so long at most; what still is."""
        await in_turns(self._settled(), seconds)
        return tuple(dict.fromkeys(self.in_hand.values()))

    def finish(self, seconds: float) -> bool:
        """The same where the event loop has ended; whether the threads have done all."""
        from arqon_voice.threads import in_turns as thread_turns

        ends = [thread.submit(lambda: None) for thread in self._threads]
        return thread_turns(lambda turn_s: not wait(ends, turn_s).not_done, seconds)

    async def _settled(self) -> None:
        while self.in_hand:
            self._ended.clear()
            await self._ended.wait()
