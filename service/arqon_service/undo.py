"""Taking back a change of a setting by anybody; never back to Kokoro."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from arqon_service.settings_history import SettingsEntry
from arqon_settings.command import command_here
from arqon_settings.snapshot import Snapshot

__all__ = ["NotUndone", "last_undoable", "refuse_unless_undoable", "undo_reason"]

_UNDO: Final = "undo of the change "


class NotUndone(RuntimeError):
    """The change stands; the text says why, and what to do."""


def undo_reason(entry: SettingsEntry) -> str:
    """The reason that is kept with the undo of a change."""
    return f"{_UNDO}{entry.by_whom} at {entry.at:%Y-%m-%d %H:%M:%S} UTC"


def last_undoable(entries: Iterable[SettingsEntry], key: str | None = None) -> SettingsEntry:
    """The newest change that was not undone yet; of one setting, if `key` names it.

    Args:
        entries: the history, the newest first.
        key: the setting; None takes the newest change of all.

    Raises:
        NotUndone: there is none.
    """
    undone: list[tuple[str, object, object]] = []
    for entry in entries:
        if key is not None and entry.key != key:
            continue
        values = (entry.key, entry.old, entry.new)
        if entry.reason.startswith(_UNDO):
            undone.append((entry.key, entry.new, entry.old))
        elif values in undone:
            undone.remove(values)
        else:
            return entry
    raise NotUndone(f"{key or 'The history'} has no change that could be undone.")


def refuse_unless_undoable(entry: SettingsEntry, now: Snapshot) -> None:
    """Check that the value is still the one that the change has set.

    Raises:
        NotUndone: it is not, or the undo would go back to Kokoro.
    """
    if entry.key == "arqon_tts_provider" and entry.old == "kokoro":
        raise NotUndone(
            f"An undo never goes back to kokoro: `{command_here('restore')}` does, F8 in the panel."
        )
    for fault in now.faults:
        if fault.file is not None and fault.key in (None, entry.key):
            raise NotUndone(f"{fault} Nothing was undone.")
    value = getattr(now.settings, entry.key)
    if value != entry.new and now.origins[entry.key] != "environment":
        raise NotUndone(
            f"{entry.key} is {value} now, no longer {entry.new}: somebody has changed it since. "
            "Nothing was undone; undo the later change first."
        )
