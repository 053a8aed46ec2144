"""Reading and changing the settings: environment over file over default."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from arqon_settings.document import read_document
from arqon_settings.durable import keep_copy, replace_durably
from arqon_settings.edit import Uneditable, edited
from arqon_settings.environment import overrides, variable_of
from arqon_settings.errors import HeldByEnvironment, NotWritten
from arqon_settings.in_place import under_way
from arqon_settings.layer import Layer, after_reading
from arqon_settings.lock import only_writer
from arqon_settings.model import KEYS, SettingKey, Settings
from arqon_settings.paths import settings_path
from arqon_settings.snapshot import Change, KeyChange, ProviderChange, Snapshot
from arqon_settings.values import DEFAULTS, SettingValue, checked, known_key

__all__ = ["SettingsStore"]

_Changes = dict[SettingKey, SettingValue | None]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _utf8(text: str) -> str:
    """The text without what no file can hold: a command line may carry bytes that are not UTF-8."""
    return text.encode(errors="replace").decode()


def _is_still(key: SettingKey, now: Layer, then: Snapshot) -> bool:
    if key == "arqon_tts_provider" and now.provider_change != then.provider_change:
        return False
    return bool(now.value(key) == getattr(then.settings, key))


class SettingsStore:
    """The settings of this process: the file that all share, and its own environment.

    A store remembers the last good value of each key, so keep one per process. Threads may
    share it.

    Args:
        path: the settings file; by default the canonical one.
        environ: the environment, looked at anew for each read; by default that of the process.
        now: the clock, in UTC; tells when the provider was changed.
    """

    def __init__(
        self,
        path: Path | None = None,
        environ: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.path = path or settings_path()
        self._environ = os.environ if environ is None else environ
        self._now = now
        self._layer = Layer()
        self._guard = threading.Lock()

    def read(self) -> Snapshot:
        """The values in force now. Never raises: what cannot be used is told in `faults`."""
        return self._snapshot(self._look())

    def warm_up(self) -> None:
        """Import what only writers need, so that the first change is as fast as the later ones."""
        import filelock  # noqa: F401
        import tomlkit  # noqa: F401

    def change(
        self,
        changes: Mapping[SettingKey, object],
        *,
        by: str,
        reason: str = "",
        even_if_held: bool = False,
        if_still: Snapshot | None = None,
    ) -> Change:
        """Set keys in the file; when this returns, they are on the disk.

        Args:
            changes: the new values.
            by: who asks (a person or a part of the program); noted with a change of provider.
            reason: why; noted likewise.
            even_if_held: write a key also when this process does not see it change, because
                its environment holds the key.
            if_still: leave out each key that somebody has changed in the file since then.

        Raises:
            InvalidSetting: a key is unknown or a value out of range. Nothing was written.
            HeldByEnvironment: the environment holds one of the keys. Nothing was written.
            NotWritten: the file could not be written, and is as it was.
        """
        wanted: _Changes = {
            known_key(key): checked(known_key(key), value) for key, value in changes.items()
        }
        if not even_if_held:
            self._refuse_held(wanted)
        return self._write(wanted, by, reason, if_still)

    def unset(self, keys: Iterable[SettingKey], *, by: str, reason: str = "") -> Change:
        """Take keys out of the file, back to their defaults.

        Raises:
            InvalidSetting: a key is unknown. Nothing was written.
            HeldByEnvironment: the environment holds one of the keys. Nothing was written.
            NotWritten: the file could not be written, and is as it was.
        """
        dropped = dict.fromkeys(known_key(key) for key in keys)
        self._refuse_held(dropped)
        return self._write(dropped, by, reason)

    def _refuse_held(self, keys: Iterable[SettingKey]) -> None:
        values, _ = overrides(self._environ)
        for key in keys:
            if key in values:
                raise HeldByEnvironment(key, variable_of(key))

    def _look(self) -> Layer:
        with self._guard:
            self._layer = after_reading(read_document(self.path), self._layer)
            return self._layer

    def _snapshot(self, layer: Layer) -> Snapshot:
        held, faults = overrides(self._environ)
        values = {key: layer.value(key) for key in KEYS} | dict(held)
        origins = {k: "environment" if k in held else layer.origin(k) for k in KEYS}
        return Snapshot(
            settings=Settings.model_validate(values),
            origins=MappingProxyType(origins),
            faults=(*faults, *layer.faults),
            path=self.path,
            provider_change=layer.provider_change,
            reading=layer.reading,
        )

    def _write(
        self, changes: _Changes, by: str, reason: str, if_still: Snapshot | None = None
    ) -> Change:
        target = Path(os.path.realpath(self.path))
        try:
            with only_writer(target):
                before = self._look()
                if if_still:
                    changes = {k: v for k, v in changes.items() if _is_still(k, before, if_still)}
                note = before.noted(self._provider_change(changes, by, reason))
                text = edited(before.document.text, {**before.repairs(), **changes}, note)
                rollback = changes.get("arqon_tts_provider") == "fallback"
                kept = self._put(target, text, before, rollback)
                after = self._look()
        except Uneditable as error:
            why = f"its layout is too intricate to edit ({error}); make the change by hand"
            raise NotWritten(target, why) from error
        except OSError as error:
            raise NotWritten.because(target, error) from error
        pairs = ((key, before.value(key), after.value(key)) for key in KEYS)
        changed = tuple(KeyChange(k, old, new) for k, old, new in pairs if old != new)
        return Change(self._snapshot(before), self._snapshot(after), changed, kept)

    def _provider_change(self, changes: _Changes, by: str, reason: str) -> ProviderChange | None:
        if "arqon_tts_provider" not in changes:
            return None
        to = changes["arqon_tts_provider"] or DEFAULTS["arqon_tts_provider"]
        match to:
            case "kokoro" | "fallback":
                return ProviderChange(to, self._now().astimezone(UTC), _utf8(by), _utf8(reason))
        return None

    def _put(self, target: Path, text: str, before: Layer, rollback: bool) -> Path | None:
        if before.unusable and before.unusable.data is None:
            raise NotWritten(target, f"{before.unusable.fault.what}; move it away, then try again")
        whole = not before.unusable and not under_way(target).exists()
        if text == before.document.text and whole:
            return None
        bad = before.to_keep()
        kept = None if bad is None else keep_copy(target, bad, self._now())
        # A rollback is asked for on a bad day, which may be that of a full disk.
        replace_durably(target, text.encode(), on_a_full_disk=rollback)
        return kept
