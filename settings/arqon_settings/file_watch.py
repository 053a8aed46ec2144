"""Looking at files whenever something happens in their folders, without polling the disk."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

__all__ = ["FileWatch", "Stamp", "stamp"]

_SAFETY_NET = 1.0
"""Seconds between looks where nothing was notified: network drives tell of no remote writes."""

_POLL = 0.1
"""Seconds between looks where there are no notifications; the contract wants 250 ms."""

_STEP_MS = 20
"""How often the gathered notifications are looked through, in memory; half of the latency."""

_DELETED = 3
"""How watchfiles writes `watchfiles.Change.deleted`."""

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
    nothing. A watch runs once.
    """

    def __init__(self, name: str, paths: Iterable[Path], look: Callable[[], None]) -> None:
        self._name, self._paths, self._look = name, tuple(paths), look
        self._notified: bool | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def notified(self) -> bool | None:
        """Whether the platform notifies of changes; False if it has to be polled, None at first."""
        return self._notified

    def start(self) -> None:
        """Begin to watch, without waiting for anything."""
        self._thread.start()

    def stop(self, *, wait: bool = True) -> None:
        """End within some 20 ms, or when a look that is under way has returned."""
        self._stopped.set()
        if wait and self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
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
        from watchfiles._rust_notify import RustNotify  # slow to import; documented as low level

        folders = _folders(self._paths)
        # Of a file that is a mount point, its folder hears nothing: it is watched itself.
        mounted = [str(path) for path in self._paths if path.is_file()]
        with RustNotify([*folders, *mounted], False, False, 0, False, True) as notify:
            self._notified = True
            events: object = ()
            while not self._stopped.is_set() and not _gone(folders, events):
                self._look_once()
                if folders != _folders(self._paths):
                    return
                events = notify.watch(1, _STEP_MS, int(_SAFETY_NET * 1000), self._stopped)

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


def _folders(paths: Sequence[Path]) -> dict[str, int]:
    """The folders of the files and of what they link to, or what is above them, with inodes."""
    ends = {end.parent for path in paths for end in (path.absolute(), Path(os.path.realpath(path)))}
    found = (next(f for f in (end, *end.parents) if f.is_dir()) for end in ends)
    return {str(folder): folder.stat().st_ino for folder in found}


def _gone(folders: Mapping[str, int], events: object) -> bool:
    """Whether a watched folder was deleted or moved: a new one can have its name and inode."""
    return isinstance(events, set) and any((_DELETED, folder) in events for folder in folders)
