"""The settings in force, read for each utterance without the event loop waiting for a file."""

from __future__ import annotations

import threading
from typing import Final, Protocol

from arqon_settings.model import Settings
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_voice.threads import PatientWorker

__all__ = ["FileSettings", "SettingsInForce"]

PATIENCE_S: Final = 0.25
"""A disk that answers at all answers within this; an utterance waits no longer."""


class SettingsInForce(Protocol):
    """Where the orchestrator takes the settings from."""

    @property
    def known(self) -> Settings:
        """The settings as they were last seen; at once, from any thread."""
        ...

    async def read(self) -> Settings:
        """The settings now."""
        ...


class FileSettings:
    """Reads the file in a thread; while the file does not answer, what was last seen counts.

    So a home on a network drive that hangs delays an utterance by `patience_s`, and a rollback
    that this process hears of by another way (`note`) is still obeyed.
    """

    def __init__(self, store: SettingsStore, patience_s: float = PATIENCE_S) -> None:
        self._store = store
        self._patience_s = patience_s
        self._known = store.read()
        self._taking = threading.Lock()
        self._reader = PatientWorker("settings-reader")

    @property
    def known(self) -> Settings:
        """The settings as they were last seen."""
        return self._known.settings

    def note(self, snapshot: Snapshot) -> None:
        """Somebody has read them from the same store; an older reading changes nothing."""
        with self._taking:
            if snapshot.reading >= self._known.reading:
                self._known = snapshot

    async def read(self) -> Settings:
        """The settings now, or as they were last seen if the file does not answer in time."""
        snapshot = await self._reader.ask(self._store.read, self._patience_s)
        if snapshot is not None:
            self.note(snapshot)
        return self.known

    def close(self) -> None:
        """End the thread; waits for nothing."""
        self._reader.close()
