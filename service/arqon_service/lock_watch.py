"""Keeps the lock of the voice in its place while it is held."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from arqon_service.lock import SpeechLock
from arqon_settings.file_watch import FileWatch

__all__ = ["LockWatch"]

_GATHER_S: Final = 0.1
"""Telemetry lies in the same folder, and is written all the time."""
_logger = logging.getLogger(__name__)


class LockWatch:
    """Makes the file of `lock` anew when it is deleted, before another program takes a voice.

    `on_news` is called, from a daemon thread, when `fault` is another than it was.
    """

    def __init__(self, lock: SpeechLock, path: Path, on_news: Callable[[], None]) -> None:
        self.fault = ""
        self._lock, self._path, self._on_news = lock, path, on_news
        self._watch = FileWatch("speech-lock", [path], self._look, gather_s=_GATHER_S)
        self._watch.start()

    def stop(self) -> None:
        """Look no more; waits for nothing."""
        self._watch.stop(wait=False)

    def _look(self) -> None:
        try:
            if self._lock.restore():
                _logger.warning("%s was deleted, and made again", self._path)
            fault = ""
        except BlockingIOError:
            fault = f"{self._path} was deleted, and another program took the voice beside this one"
        except OSError as error:
            fault = f"{self._path} was deleted, and cannot be made: {error.strerror or error}"
        if fault != self.fault:
            self.fault = fault
            self._on_news()
