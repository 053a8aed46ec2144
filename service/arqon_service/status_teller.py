"""Tells how the voice is, whenever that has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from arqon_service.voice import Status

__all__ = ["StatusTeller"]

LOOK_S: Final = 0.1
"""How often the status is compared with what was told last."""

_logger = logging.getLogger(__name__)


class StatusTeller:
    """Calls `tell` from a daemon thread until `closed` is set."""

    def __init__(
        self,
        status: Callable[[], Status],
        tell: Callable[[Status], None],
        closed: threading.Event,
    ) -> None:
        self._status = status
        self._tell = tell
        self._closed = closed
        self._told: tuple[Status, int] | None = None
        self._thread = threading.Thread(target=self._run, name="voice-status", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        while not self._closed.wait(LOOK_S):
            try:
                self._tell_if_new(self._status())
            except Exception as error:
                _logger.error("The status could not be told", exc_info=error)

    def _tell_if_new(self, status: Status) -> None:
        checked_ms = status.health.checked_ms if status.health else 0
        if (status, checked_ms) != self._told:  # two looks that differ in time only are equal
            self._told = status, checked_ms
            self._tell(status)
