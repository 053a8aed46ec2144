"""Looks at the sidecar's health, and whether its VM is attested, in its own thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from arqon_service.attested import judged
from arqon_service.home import Home
from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.look import probe
from arqon_voice.sidecar.watch import HealthWatch

if TYPE_CHECKING:
    import httpx

__all__ = ["SidecarThread"]


class _JudgedWatch(HealthWatch):
    """Puts each look to the proof, which blocks, on another thread than the loop's."""

    def __init__(
        self, home: Home, url: Callable[[], str], on_change: Callable[[Health], None]
    ) -> None:
        super().__init__(url, on_change)
        self._home = home

    async def _look(self, client: httpx.AsyncClient, url: str) -> None:
        before, health = self.latest, await probe(client, url, self._timeout_s, self._now)
        self.latest = health = await asyncio.to_thread(judged, health, self._home)
        if health != before:
            self._on_change(health)


class SidecarThread:
    """Runs a watch over the sidecar; `url` and `on_change` are called on its thread."""

    def __init__(
        self, home: Home, url: Callable[[], str], on_change: Callable[[Health], None]
    ) -> None:
        self._watch = _JudgedWatch(home, url, on_change)
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="sidecar-health", daemon=True)
        self._thread.start()

    @property
    def latest(self) -> Health | None:
        """What the last look found; None before the first."""
        return self._watch.latest

    def look_now(self) -> None:
        """Look without waiting for the next turn."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._watch.look_now)

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        if self._task is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self) -> None:
        self._task = self._loop.create_task(self._watch.run())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()
