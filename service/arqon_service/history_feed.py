"""The latest changes of settings, read anew whenever the history has grown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from arqon_service.settings_history import SettingsEntry, read_history
from arqon_settings.file_watch import FileWatch

__all__ = ["HistoryFeed"]

LATEST: Final = 50


class HistoryFeed:
    """`latest` holds the newest changes, the newest first; a daemon thread keeps it so.

    `fault` says why the history cannot be read; it is empty when all is well. `changed` is called
    on the thread when there are newer ones.
    """

    def __init__(self, path: Path, changed: Callable[[], None] = lambda: None) -> None:
        self.latest: tuple[SettingsEntry, ...] = ()
        self.fault = ""
        self._path, self._changed = path, changed
        self._seen: tuple[int, int] | None = None
        # Telemetry lies in the same folder, and is written all the time.
        self._watch = FileWatch("settings-history-feed", [path], self._look, gather_s=0.1)
        self._watch.start()

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        self._watch.stop(wait=False)

    def _look(self) -> None:
        try:
            found = self._path.stat()
            if (seen := (found.st_mtime_ns, found.st_size)) != self._seen:
                self.latest = tuple(read_history(self._path, LATEST))
                self._seen = seen
                self._changed()
        except FileNotFoundError:
            return
        except OSError as error:
            self.fault = f"{self._path} cannot be read: {error.strerror or error}"
            return
        self.fault = ""
