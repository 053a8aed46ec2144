"""Changing the settings, the rollback switch first, with the telemetry that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable

from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Change
from arqon_settings.store import SettingsStore
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter
from arqon_voice.telemetry.events import Value

__all__ = ["Control"]

_PROVIDER: SettingKey = "arqon_tts_provider"


class Control:
    """Writes settings for one user of the voice plane, and tells telemetry who did what.

    `by` names the person and the tool, such as `alice (panel)`. Every method raises what
    `SettingsStore.change` raises, and then nothing was written and nothing is emitted.
    """

    def __init__(self, store: SettingsStore, *, emitter: Emitter, by: str) -> None:
        self._store = store
        self._emitter = emitter
        self._by = by

    @classmethod
    def over(cls, plane: VoicePlane, by: str) -> Control:
        """A way to change the settings of a voice plane in the name of `by`."""
        return cls(plane.store, emitter=plane.emitter, by=by)

    def rollback(self, reason: str = "") -> Change:
        """Switch to the fallback provider, durably, for every process.

        The file is written even where the environment holds the provider of this process: the
        other processes follow, and `after.origins` tells that this one does not.
        """
        return self._switch("fallback", events.ROLLBACK, reason)

    def restore(self, reason: str = "") -> Change:
        """Switch back to Kokoro."""
        return self._switch("kokoro", None, reason)

    def change(self, key: SettingKey, value: object) -> Change:
        """Set one setting."""
        return self._told(self._store.change({key: value}, by=self._by))

    def unset(self, keys: Iterable[SettingKey]) -> Change:
        """Take settings out of the file, so that their defaults hold."""
        return self._told(self._store.unset(tuple(keys), by=self._by))

    def _switch(self, to: str, event: str | None, reason: str) -> Change:
        change = self._told(
            self._store.change({_PROVIDER: to}, by=self._by, reason=reason, even_if_held=True)
        )
        if event is not None:
            # Told also when the provider was 'fallback' before: somebody pressed the key.
            before = next((old for key, old, _new in change.changed if key == _PROVIDER), to)
            about = {"from": str(before), "to": to, "by": self._by, "reason": reason}
            self._emitter.tell(event, **about)
        return change

    def _told(self, change: Change) -> Change:
        for key, old, new in change.changed:
            data: dict[str, Value] = {"key": key, "from": old, "to": new, "by": self._by}
            self._emitter.tell(events.SETTINGS_CHANGED, **data)
        return change
