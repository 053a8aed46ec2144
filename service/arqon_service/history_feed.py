"""The latest changes of settings, read anew whenever the history has grown."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from arqon_service.settings_history import SettingsEntry, read_history

__all__ = ["HistoryFeed"]

LATEST: Final = 50
_LOOK_S: Final = 0.3


class HistoryFeed:
    """`latest` holds the newest changes, the newest first; a daemon thread keeps it so.

    `fault` says why the history cannot be read; it is empty when all is well.
    """

    def __init__(self, path: Path) -> None:
        self.latest: tuple[SettingsEntry, ...] = ()
        self.fault = ""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._stop = threading.Event()
        threading.Thread(target=self._follow, name="settings-history-feed", daemon=True).start()

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        self._stop.set()

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                self._look()
                self.fault = ""
            except OSError as error:
                self.fault = f"{self._path} cannot be read: {error.strerror or error}"
            self._stop.wait(_LOOK_S)

    def _look(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return
        if (found.st_mtime_ns, found.st_size) != self._seen:
            self.latest = tuple(read_history(self._path, LATEST))
            self._seen = (found.st_mtime_ns, found.st_size)
