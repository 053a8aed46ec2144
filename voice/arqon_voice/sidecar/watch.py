"""Looks at the sidecar's health again and again, and tells of changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.http import open_client
from arqon_voice.sidecar.look import probe

if TYPE_CHECKING:
    import httpx

__all__ = ["HealthWatch"]


class HealthWatch:
    """Probes the sidecar at `url()` every `interval_s`, in the loop that awaits `run`.

    `on_change` is called in that loop with the first look, and then with each that differs in
    more than its time. `url` is asked before each look, so a changed setting is followed.
    """

    def __init__(
        self,
        url: Callable[[], str],
        on_change: Callable[[Health], None],
        *,
        interval_s: float = 5.0,
        timeout_s: float = 2.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.latest: Health | None = None
        self._url = url
        self._on_change = on_change
        self._interval_s = interval_s
        self._timeout_s = timeout_s
        self._now = now
        self._hurry = asyncio.Event()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            url = self._url()
            async with await open_client(url) as client:
                while self._url() == url:
                    await self._look(client, url)
                    await self._pause()

    def look_now(self) -> None:
        """Do not wait for the next turn: the setting changed, or somebody wants to know."""
        self._hurry.set()

    async def _look(self, client: httpx.AsyncClient, url: str) -> None:
        before, health = self.latest, await probe(client, url, self._timeout_s, self._now)
        self.latest = health
        if health != before:
            self._on_change(health)

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._interval_s):
                await self._hurry.wait()
        self._hurry.clear()
