"""Seeing what other processes change in the settings."""

from __future__ import annotations

from collections.abc import Callable

from arqon_settings.file_watch import FileWatch
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore

__all__ = ["Watcher"]


class Watcher:
    """Calls back, in its own thread, when the settings are no longer what they were.

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
        self._watch = FileWatch("settings-watcher", [store.path], self._look)

    @property
    def notified(self) -> bool | None:
        """Whether the platform notifies of changes; False if it has to be polled, None at first."""
        return self._watch.notified

    def start(self) -> Snapshot:
        """Begin to watch, without waiting for anything.

        Returns:
            What the first change will be told against.
        """
        first = self._seen
        self._watch.start()
        return first

    def stop(self) -> None:
        """End within some 20 ms, or when a callback that is running has returned."""
        self._watch.stop()

    def __enter__(self) -> Watcher:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _look(self) -> None:
        before, self._seen = self._seen, self._store.read()
        if before != self._seen:
            self._on_change(before, self._seen)
