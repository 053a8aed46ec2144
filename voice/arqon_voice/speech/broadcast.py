"""Tells listeners what the plane is doing, whenever that changes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from typing import Final

from arqon_voice.speech.state import PlaneState

__all__ = ["StateBroadcast"]

PLAYHEAD_S: Final = 0.05
"""How often the playhead is looked at while something sounds: as often as the player tells it."""

Listener = Callable[[PlaneState], None]

_logger = logging.getLogger(__name__)


class StateBroadcast:
    """Reads the state when it is told to look, and tells listeners of what is new.

    Listeners are called one after the other on `loop`, so they must not wait; one that raises is
    logged, and goes on being told. `subscribe` and `look` come from any thread.
    """

    def __init__(self, read: Callable[[], PlaneState], loop: asyncio.AbstractEventLoop) -> None:
        self._read = read
        self._loop = loop
        self._lock = threading.Lock()
        self._listeners: dict[object, Listener] = {}
        self._news = asyncio.Event()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the state as it is, soon, and with each that follows.

        Returns:
            What ends it.
        """
        key = object()
        with self._lock:
            self._listeners[key] = listener
        self._on_loop(lambda: self._tell(key, listener, self._read()))
        self.look()

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return unsubscribe

    def look(self) -> None:
        """Something may have changed."""
        self._on_loop(self._news.set)

    async def run(self) -> None:
        """Look and tell, until cancelled."""
        before: PlaneState | None = None
        while True:
            state = self._read()
            with self._lock:
                listeners = dict(self._listeners)
            if state != before:
                for key, listener in listeners.items():
                    self._tell(key, listener, state)
            before = state
            follows = listeners and state.phase != "idle"
            # Not `wait_for`: of a cancellation and news at once it passes on the news only.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PLAYHEAD_S if follows else None):
                    await self._news.wait()
            self._news.clear()

    def _tell(self, key: object, listener: Listener, state: PlaneState) -> None:
        if key not in self._listeners:
            return
        try:
            listener(state)
        except Exception:
            _logger.exception("A listener to the voice plane failed")

    def _on_loop(self, work: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: there are no news any more
            self._loop.call_soon_threadsafe(work)
