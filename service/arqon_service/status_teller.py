"""Tells how the voice is, whenever that has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from arqon_service.voice import Status
from arqon_settings.in_step import until_next

__all__ = ["StatusTeller"]

_LOOK_S: Final = 0.1
"""How often the status is compared with what was told last, at most."""
_IDLE_LOOK_S: Final = 1.0
"""How often while nothing is asked for: for what nobody calls `soon` about."""

_logger = logging.getLogger(__name__)


class StatusTeller:
    """Calls `tell` with each new status, from a daemon thread, until `close`.

    It looks ten times a second while an utterance is in hand, and else when `soon` was called.
    """

    def __init__(self, status: Callable[[], Status], tell: Callable[[Status], None]) -> None:
        self._status = status
        self._tell = tell
        self._told: tuple[Status, int] | None = None
        self._news, self._closed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="voice-status", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def soon(self) -> None:
        """Something may have changed; never waits, from any thread."""
        self._news.set()

    def close(self) -> None:
        """End the thread; it is not waited for."""
        self._closed.set()
        self._news.set()

    def _run(self) -> None:
        rest_s = 0.0
        while not self._closed.wait(_LOOK_S):
            self._news.clear()  # before the look: what comes during it is looked at again
            try:
                rest_s = self._tell_if_new(self._status())
            except Exception as error:
                _logger.error("The status could not be told", exc_info=error)
            self._news.wait(rest_s)

    def _tell_if_new(self, status: Status) -> float:
        """Tell it, if it is; how long nothing need be looked at, but for news."""
        checked_ms = status.health.checked_ms if status.health else 0
        if (status, checked_ms) != self._told:  # two looks that differ in time only are equal
            self._told = status, checked_ms
            self._tell(status)
        busy = status.state.phase != "idle" or status.queue.in_hand or status.queue.saving
        return 0.0 if busy else until_next(_IDLE_LOOK_S)
