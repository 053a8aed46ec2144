"""Seeing what other processes change, without polling the disk."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore

__all__ = ["Watcher"]

_SAFETY_NET = 1.0
"""Seconds between looks where nothing was notified: network drives tell of no remote writes."""

_POLL = 0.1
"""Seconds between looks where there are no notifications; the contract wants 250 ms."""

_STEP_MS = 20
"""How often the gathered notifications are looked through, in memory; half of the latency."""

_DELETED = 3
"""How watchfiles writes `watchfiles.Change.deleted`."""

_logger = logging.getLogger(__name__)


class Watcher:
    """Calls back, in a thread of its own, when the settings are no longer what they were.

    What counts is the whole snapshot: a value, an origin, a fault, or who changed the provider.
    A change that this process makes is told too. An error in the callback is logged and ends
    nothing. A watcher runs once; it may be used in a `with` block.

    Args:
        store: read anew whenever something happens in the folder of its file.
        on_change: gets the snapshot before and the one after, one call at a time; changes that
            come close together may come as one.
    """

    def __init__(
        self, store: SettingsStore, on_change: Callable[[Snapshot, Snapshot], None]
    ) -> None:
        self._store, self._on_change = store, on_change
        self._seen = store.read()
        self._notified: bool | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="settings-watcher", daemon=True)

    @property
    def notified(self) -> bool | None:
        """Whether the platform notifies of changes; False if it has to be polled, None at first."""
        return self._notified

    def start(self) -> Snapshot:
        """Begin to watch, without waiting for anything.

        Returns:
            What the first change will be told against.
        """
        first = self._seen
        self._thread.start()
        return first

    def stop(self) -> None:
        """End within some 20 ms, or when a callback that is running has returned."""
        self._stopped.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def __enter__(self) -> Watcher:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._follow()
            except (OSError, RuntimeError) as error:  # no folder any more; no watches left
                if self._notified is not False:
                    _logger.warning("No notifications of files, so settings are polled: %s", error)
                self._notified = False
                self._poll_for(_SAFETY_NET)

    def _follow(self) -> None:
        """Look whenever something happens, until another folder has to be watched."""
        from watchfiles._rust_notify import RustNotify  # slow to import; documented as low level

        folders = _folders(self._store.path)
        with RustNotify(list(folders), False, False, 0, False, True) as notify:
            self._notified = True
            events: object = ()
            while not self._stopped.is_set() and not _gone(folders, events):
                self._look()
                if folders != _folders(self._store.path):
                    return
                events = notify.watch(1, _STEP_MS, int(_SAFETY_NET * 1000), self._stopped)

    def _poll_for(self, seconds: float) -> None:
        for _ in range(round(seconds / _POLL)):
            self._look()
            if self._stopped.wait(_POLL):
                return

    def _look(self) -> None:
        before, self._seen = self._seen, self._store.read()
        if before != self._seen:
            try:
                self._on_change(before, self._seen)
            except Exception:
                _logger.exception("A change of the settings was not acted on")


def _folders(path: Path) -> dict[str, int]:
    """The folders of the file and of what it links to, or what there is above them, with inodes."""
    ends = {path.absolute().parent, Path(os.path.realpath(path)).parent}
    found = (next(f for f in (end, *end.parents) if f.is_dir()) for end in ends)
    return {str(folder): folder.stat().st_ino for folder in found}


def _gone(folders: Mapping[str, int], events: object) -> bool:
    """Whether a watched folder was deleted or moved: a new one can have its name and inode."""
    return isinstance(events, set) and any((_DELETED, folder) in events for folder in folders)
