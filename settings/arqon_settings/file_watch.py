"""Looking at files whenever something happens in their folders, without polling the disk."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from arqon_settings.in_step import until_next
from arqon_settings.notifications import Notifications, notifications_of

__all__ = ["FileWatch", "Stamp", "stamp"]

_SAFETY_NET = 1.0
"""Seconds between looks where nothing was notified: network drives tell of no remote writes."""

_POLL = 0.1
"""Seconds between looks where there are no notifications; the contract wants 250 ms."""

_GATHERED = 0.01
"""Seconds: what is written at once (a new file, its new name) is looked at once."""

_logger = logging.getLogger(__name__)


Stamp = tuple[int, int, int] | None


def stamp(path: Path) -> Stamp:
    """What changes with the file: inode, time (ns) and size; None if it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


class FileWatch:
    """Calls `look` on a daemon thread: at once, after each event, and each second.

    Links are followed, and folders may come and go. An error in `look` is logged and ends
    nothing. A watch runs once. `gather_s` is how long one event is waited with for others, and
    `every_s` how often it looks where no event comes.
    """

    def __init__(
        self,
        name: str,
        paths: Iterable[Path],
        look: Callable[[], None],
        *,
        gather_s: float = _GATHERED,
        every_s: float | None = None,
    ) -> None:
        self._name, self._paths, self._look = name, tuple(paths), look
        self._gather_s, self._every_s = gather_s, every_s or _SAFETY_NET
        self._notified: bool | None = None
        self._notifications: Notifications | None = None
        self._stopped = threading.Event()
        self._lock = threading.Lock()  # what is closed meanwhile must not be woken
        self._thread = threading.Thread(target=self.run, name=name, daemon=True)

    @property
    def notified(self) -> bool | None:
        """Whether the platform notifies of changes; False if it has to be polled, None at first."""
        return self._notified

    @property
    def stopped(self) -> bool:
        """Whether it was told to end."""
        return self._stopped.is_set()

    def start(self) -> None:
        """Begin to watch, without waiting for anything."""
        self._thread.start()

    def stop(self, *, wait: bool = True) -> None:
        """End within some 20 ms, or when a look that is under way has returned."""
        self._stopped.set()
        with self._lock:
            if self._notifications:
                self._notifications.wake()
        if wait and self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def run(self) -> None:
        """Watch on the thread of the caller, until `stop`."""
        while not self._stopped.is_set():
            try:
                self._follow()
            except (OSError, RuntimeError) as error:  # no folder any more; no watches left
                if self._notified is not False:
                    _logger.warning("No notifications of files, so they are polled: %s", error)
                self._notified = False
                self._poll_for(_SAFETY_NET)

    def _follow(self) -> None:
        """Look whenever something happens, until another folder has to be watched."""
        folders = _folders(self._paths)
        # Of a file that is a mount point, its folder hears nothing: it is watched itself.
        mounted = [str(path) for path in self._paths if path.is_file()]
        notifications = notifications_of([*folders, *mounted])
        with self._lock:
            self._notifications = notifications
        try:
            self._notified, happened, gone = True, True, False
            while not self._stopped.is_set() and not gone:
                self._look_once()
                if not _still(folders) or (happened and folders != _folders(self._paths)):
                    return
                happened, gone = notifications.wait(until_next(self._every_s), self._gather_s)
        finally:
            with self._lock:
                self._notifications = None
            notifications.close()

    def _poll_for(self, seconds: float) -> None:
        for _ in range(round(seconds / _POLL)):
            self._look_once()
            if self._stopped.wait(_POLL):
                return

    def _look_once(self) -> None:
        try:
            self._look()
        except Exception:
            _logger.exception("%s: what happened was not acted on", self._name)


def _still(folders: Mapping[str, int]) -> bool:
    """Whether these are the folders that lie there; a tenth of what it costs to find them anew."""
    try:
        return all(Path(folder).stat().st_ino == inode for folder, inode in folders.items())
    except OSError:
        return False


def _folders(paths: Sequence[Path]) -> dict[str, int]:
    """The folders of the files and of what they link to, or what is above them, with inodes."""
    ends = {end.parent for path in paths for end in (path.absolute(), Path(os.path.realpath(path)))}
    found = (next(f for f in (end, *end.parents) if f.is_dir()) for end in ends)
    return {str(folder): folder.stat().st_ino for folder in found}
