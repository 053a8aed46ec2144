"""What is open through the proxy, and what is kept in it for clients that read slowly."""

from __future__ import annotations

import asyncio

__all__ = ["Connections"]


class Connections:
    """All of one proxy, towards clients and towards the guest; `kept` is in bytes."""

    def __init__(self) -> None:
        self.kept = 0
        self._open: set[asyncio.Protocol] = set()
        self._none_open = asyncio.Event()
        self._none_open.set()

    def opened(self, one: asyncio.Protocol) -> None:
        """From when it is made: asyncio tells it of its connection only later."""
        self._open.add(one)
        self._none_open.clear()

    def lost(self, one: asyncio.Protocol) -> None:
        """In `connection_lost`; asyncio closes the socket right after."""
        self._open.discard(one)
        if not self._open:
            self._none_open.set()

    async def all_lost(self) -> None:
        """Returns when none is open."""
        await self._none_open.wait()
