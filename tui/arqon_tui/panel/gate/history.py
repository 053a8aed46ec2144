"""Decisions on the gate, and switches between Kokoro and the fallback, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arqon_tui.panel.gate.port import Noted

if TYPE_CHECKING:
    from arqon_gate.decisions import Entry
    from arqon_service.settings_history import SettingsEntry

__all__ = ["noted"]

_MOST: Final = 2000
"""Changes of settings that are looked through, from the newest on."""

_DID: Final = {"fallback": "Rolled back to the fallback", "kokoro": "Back to Kokoro"}


def noted(history: Path, repository: Path | None) -> tuple[Noted, ...]:
    """The newest first; of one day, its decisions before its switches.

    Raises:
        OSError: one of the two files is there, and cannot be read.
    """
    from arqon_gate.decisions import decisions_on_the_gate
    from arqon_service.settings_history import read_history

    changes = read_history(history, _MOST)
    decisions = decisions_on_the_gate(repository) if repository else ()
    found = chain(map(_decided, reversed(decisions)), _switches(changes))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _decided(entry: Entry) -> Noted:
    end_of_day = datetime.combine(entry.day, time.max).astimezone()
    words = f"{entry.number} ({entry.status}): {entry.decision}"
    return Noted(end_of_day, words, entry.rest, only_day=True)


def _switches(changes: Iterable[SettingsEntry]) -> Iterator[Noted]:
    for entry in changes:
        if entry.key == "arqon_tts_provider":
            why = f": {entry.reason}" if entry.reason else ""
            yield Noted(entry.at, f"{_DID.get(str(entry.new), entry.new)} by {entry.by}{why}")
