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

    def sent(self, payload: Payload) -> None:
        """It is on its way."""
        if self._waiting[0] is payload:
            self._waiting.popleft()
        if not self._waiting:
            self._filled.clear()
            self._empty.set()

    async def empty(self) -> None:
        """Wait until all is sent."""
        await self._empty.wait()
