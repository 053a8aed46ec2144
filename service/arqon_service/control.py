"""Changing the settings, the rollback switch first, with what is told and kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from arqon_service.settings_history import SettingsEntry, SettingsHistory, Way, read_history
from arqon_service.undo import NotUndone, last_undoable, refuse_unless_undoable, undo_reason
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import MIRROR, Change, KeyChange, Snapshot
from arqon_settings.store import SettingsStore
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Source

__all__ = ["Control", "tell_of"]

_PROVIDER: SettingKey = "arqon_tts_provider"
_NOTED_S: Final = 1.0
"""How long an undo waits for changes of this process that are not in the history yet."""
_LOOKED_AT: Final = 1000

_WAYS: Final[dict[Source, Way]] = {
    "panel": "panel",
    "cli": "command",
    "service": "service",
    "gate": "gate",
}


class Control:
    """Writes settings for one user of the voice plane, and tells telemetry who did what.

    `by` names the person and the tool, such as `alice (panel)`. `history` keeps each change for
    good. Every method but `taken` raises what `SettingsStore.change` raises, and then nothing
    was written and nothing is told.
    """

    def __init__(
        self,
        store: SettingsStore,
        *,
        emitter: Emitter,
        by: str,
        history: SettingsHistory | None = None,
    ) -> None:
        self._store = store
        self._emitter = emitter
        self._by = by
        self._history = history

    @classmethod
    def over(cls, plane: VoicePlane, by: str, history: SettingsHistory | None = None) -> Control:
        """A way to change the settings of a voice plane in the name of `by`."""
        return cls(plane.store, emitter=plane.emitter, by=by, history=history)

    def rollback(self, reason: str = "") -> Change:
        """Switch to the fallback provider, durably, for every process.

        The file is written even where the environment holds the provider of this process: the
        other processes follow, and `after.origins` tells that this one does not.
        """
        return self._switch("fallback", reason)

    def restore(self, reason: str = "") -> Change:
        """Switch back to Kokoro, likewise."""
        return self._switch("kokoro", reason)

    def change(self, key: SettingKey, value: object, if_still: Snapshot | None = None) -> Change:
        """Set one setting; the provider to the fallback is a rollback as any other.

        With `if_still`, a setting that somebody has changed since then stays as it is.
        """
        change = self._store.change({key: value}, by=self._by, if_still=if_still)
        return self._told(change, is_rollback=(key, value) == (_PROVIDER, "fallback"))

    def unset(self, keys: Iterable[SettingKey]) -> Change:
        """Take settings out of the file, so that their defaults hold."""
        return self._told(self._store.unset(tuple(keys), by=self._by))

    def undo(self, entry: SettingsEntry) -> Change:
        """Give a setting back the value that it had before a change.

        Raises:
            NotUndone: it has another value since, or the undo would go back to Kokoro.
        """
        now = self._store.read()
        refuse_unless_undoable(entry, now)
        reason = undo_reason(entry)
        change = self._store.change(
            {entry.key: entry.old}, by=self._by, reason=reason, if_still=now
        )
        if not change.changed:  # somebody was faster
            refuse_unless_undoable(entry, change.after)
        is_rollback = (entry.key, entry.old) == (_PROVIDER, "fallback")
        return self._told(change, reason=reason, is_rollback=is_rollback)

    def undo_last(self, key: SettingKey | None = None) -> tuple[SettingsEntry, Change]:
        """Undo the newest change that was not undone yet, of one setting or of all.

        Raises:
            NotUndone: there is none, or see `undo`.
            OSError: the history cannot be read.
        """
        if self._history is None:
            raise NotUndone("No history of the settings is kept here.")
        self._history.close(_NOTED_S)  # what was changed a moment ago is in the file then
        entry = last_undoable(read_history(self._history.path, _LOOKED_AT), key)
        return entry, self.undo(entry)

    def taken(self, change: Change) -> None:
        """Tell of a change that was taken over from Maestro's file."""
        self._told(change, by=MIRROR, way="mirror")

    def _switch(self, to: str, reason: str) -> Change:
        change = self._store.change({_PROVIDER: to}, by=self._by, reason=reason, even_if_held=True)
        return self._told(change, reason=reason, is_rollback=to == "fallback")

    def _told(
        self,
        change: Change,
        *,
        by: str = "",
        way: Way | None = None,
        reason: str = "",
        is_rollback: bool = False,
    ) -> Change:
        by, way = by or self._by, way or _WAYS[self._emitter.source]
        if self._history is not None:
            self._history.note(change, by=by, way=way, reason=reason)
        # Told also when the provider was 'fallback' before: somebody pressed the key.
        tell_of(self._emitter, change.changed, by=by, reason=reason, is_rollback=is_rollback)
        return change


def tell_of(
    emitter: Emitter,
    changed: Iterable[KeyChange],
    *,
    by: str,
    reason: str = "",
    is_rollback: bool = False,
) -> None:
    """Tell telemetry of changes; a provider that becomes `fallback` is a rollback too.

    With `is_rollback` it is told as one also where the provider was `fallback` before.
    """
    was = "fallback"
    for key, old, new in changed:
        emitter.tell(events.SETTINGS_CHANGED, key=key, **{"from": old, "to": new, "by": by})
        if (key, new) == (_PROVIDER, "fallback"):
            was, is_rollback = str(old), True
    if is_rollback:
        about = {"from": was, "to": "fallback", "by": by, "reason": reason}
        emitter.tell(events.ROLLBACK, **about)
