"""Looks at the sidecar's health from a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from arqon_voice.sidecar_health import Health
from arqon_voice.sidecar_watch import HealthWatch

__all__ = ["SidecarThread"]


class SidecarThread:
    """Runs a `HealthWatch`; `url` and `on_change` are called on its thread."""

    def __init__(self, url: Callable[[], str], on_change: Callable[[Health], None]) -> None:
        self._watch = HealthWatch(url, on_change)
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
