"""What we have to say to the bus, until it can be sent."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from arqon_voice.bus.frames import Frame

__all__ = ["Outbox"]

_MOST: Final = 256
"""Answers that wait for a lost bus; older ones are of no use to it any more."""

Payload = Callable[[], Frame]
"""Makes the payload when it is sent: an answer may have become too late meanwhile."""


class Outbox:
    """Keeps answers over a lost connection. Lives on one event loop."""

    def __init__(self) -> None:
        self._waiting: deque[Payload] = deque(maxlen=_MOST)
        self._unechoed = 0
        self._filled = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def put(self, payload: Payload) -> None:
        """Have it sent as soon as there is a bus."""
        self._waiting.append(payload)
        self._empty.clear()
        self._filled.set()

    async def first(self) -> Payload:
        """Wait for something to send; it stays until `sent` is called."""
        await self._filled.wait()
        return self._waiting[0]

    def sent(self, payload: Payload, *, echoes: bool) -> None:
        """It is on its way; `echoes` says whether the bus will send it back."""
        if self._waiting[0] is payload:
            self._waiting.popleft()
        self._unechoed += echoes
        if not self._waiting:
            self._filled.clear()
        self._look()

    def echoed(self) -> None:
        """The bus has sent one back."""
        self._unechoed = max(0, self._unechoed - 1)
        self._look()

    def disconnected(self) -> None:
        """The connection is gone, and with it the echoes."""
        self._unechoed = 0
        self._look()

    async def empty(self) -> None:
        """Wait until all is sent, and has come back where the bus sends it back.

        The bus answers each frame before it reads the next: one that finds its client gone reads
        no further, and what was sent last is lost.
        """
        await self._empty.wait()

    def _look(self) -> None:
        if not self._waiting and not self._unechoed:
            self._empty.set()
