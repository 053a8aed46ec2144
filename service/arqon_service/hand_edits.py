"""Settings that somebody changed with an editor: found, kept in the history, and told once."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from arqon_service.control import tell_of
from arqon_service.settings_history import SettingsEntry, SettingsHistory, read_history
from arqon_settings.file_watch import FileWatch, Stamp, stamp
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.snapshot import BY_HAND, KeyChange, ProviderChange
from arqon_settings.store import SettingsStore
from arqon_settings.values import SettingValue
from arqon_voice.telemetry.emit import Emitter

__all__ = ["HandEdits"]

_SETTLED_S: Final = 1.0
"""How long a writer of ours may take to note its change in the history."""

_LOOKED_AT: Final = 1_000
"""Entries of the history. More changes than these within a look are not one person's."""


class HandEdits:
    """Compares the settings file with its history; the holder of the voice runs one.

    A value that the history does not explain was written by hand, also while nobody held the
    voice. What the file held before there was a history is taken as it is.

    Args:
        store: the settings; its environment does not matter.
        history: read, and written.
        emitter: tells `settings_changed` and, where the provider became the fallback, `rollback`.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        store: SettingsStore,
        history: SettingsHistory,
        emitter: Emitter,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = SettingsStore(store.path, environ={})
        self._history, self._emitter, self._clock = history, emitter, clock
        self._latest: dict[SettingKey, SettingsEntry] = {}
        self._expected: dict[SettingKey, SettingValue] = {}
        self._found: tuple[tuple[KeyChange, ...], float] = ((), 0.0)
        self._notes: set[ProviderChange] = set()
        self._seen: tuple[Stamp, ...] = ()
        # Not the history's folder: telemetry lies there, and is written all the time.
        self._watch = FileWatch("hand-edits", [store.path], self.look)

    def start(self) -> None:
        """Begin to watch, without waiting for anything."""
        self._watch.start()

    def stop(self) -> None:
        """End; a look that is under way is not waited for."""
        self._watch.stop(wait=False)

    def look(self) -> None:
        """Compare once. What stays unexplained for a second is told."""
        seen = (stamp(self._store.path), stamp(self._history.path))
        if seen == self._seen and not self._found[0]:
            return
        snapshot = self._store.read()
        settings = snapshot.settings
        if seen != self._seen:
            self._read_history()
            self._read_note(snapshot.provider_change)
            self._seen = seen
        found = tuple(
            KeyChange(key, expected, value)
            for key in KEYS
            if (value := getattr(settings, key))
            != (expected := self._expected.setdefault(key, value))
        )
        if found != self._found[0]:
            self._found = (found, self._clock())
        elif found and self._clock() - self._found[1] >= _SETTLED_S:
            self._tell(found)

    def _read_history(self) -> None:
        # By their place in the file, not by their time: somebody may set the clock.
        latest: dict[SettingKey, SettingsEntry] = {}
        with suppress(OSError):  # the next look tries again
            for entry in read_history(self._history.path, _LOOKED_AT):
                latest.setdefault(entry.key, entry)
        for key, entry in latest.items():
            if entry != self._latest.get(key):
                self._expected[key] = entry.new
        self._latest.update(latest)

    def _read_note(self, note: ProviderChange | None) -> None:
        """A program notes in the settings file itself that it changed the provider.

        That explains the change also where the history could not be written.
        """
        if note and note.by != BY_HAND and note not in self._notes:
            self._notes.add(note)
            self._expected["arqon_tts_provider"] = note.to

    def _tell(self, found: tuple[KeyChange, ...]) -> None:
        at = datetime.now(UTC)
        self._history.record(
            [SettingsEntry(at, key, old, new, BY_HAND, "hand") for key, old, new in found]
        )
        tell_of(self._emitter, found, by=BY_HAND)
        self._expected.update({key: new for key, _, new in found})
