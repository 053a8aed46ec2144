"""Every change of a setting, kept apart from telemetry, whose oldest events are deleted."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Literal, get_args

from arqon_service.line_file import append_lines, newest_lines
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.snapshot import BY_HAND, Change
from arqon_settings.values import SettingValue
from arqon_voice.threads import in_turns

__all__ = ["SettingsEntry", "SettingsHistory", "Way", "read_history"]

Way = Literal["panel", "command", "service", "gate", "hand", "mirror"]

_MOST_BYTES: Final = 4_000_000
"""About 20,000 changes; the file before this one is kept too."""


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    """One key that got another value.

    Attributes:
        at: when it was noted, UTC.
        key: the setting.
        old: its value before.
        new: its value after.
        by: the person or the program, as the settings file notes it.
        way: how it came about; `hand` is an editor, `mirror` is Maestro's file.
        reason: why, if that was said.
    """

    at: datetime
    key: SettingKey
    old: SettingValue
    new: SettingValue
    by: str
    way: Way
    reason: str = ""

    @property
    def by_whom(self) -> str:
        """`by`, as a sentence goes on with it after what was changed."""
        return "by hand" if self.by == BY_HAND else f"by {self.by}"


class SettingsHistory:
    """Appends changes to a file of JSON lines that all processes of the user share.

    Recording returns at once: a daemon thread writes. `fault` says why the latest could not be
    written; it is empty when all is well.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self.fault = ""
        self._now = now
        self._waiting: SimpleQueue[list[SettingsEntry] | threading.Event] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def note(self, change: Change, *, by: str, way: Way, reason: str = "") -> None:
        """Record what a write has changed; from any thread."""
        at = self._now()
        self.record([SettingsEntry(at, *what, by, way, reason) for what in change.changed])

    def record(self, entries: list[SettingsEntry]) -> None:
        """Record changes; from any thread."""
        if entries:
            self._put(entries)

    def close(self, seconds: float) -> bool:
        """Wait until all is written; False if that takes longer, or if it failed."""
        if self._thread is None:
            return True
        done = threading.Event()
        self._put(done)
        return in_turns(done.wait, seconds) and not self.fault

    def _put(self, item: list[SettingsEntry] | threading.Event) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="settings-history", daemon=True
                )
                self._thread.start()
        self._waiting.put(item)

    def _run(self) -> None:
        while True:
            item = self._waiting.get()
            if isinstance(item, threading.Event):
                item.set()
                continue
            try:
                _append(self.path, item)
                self.fault = ""
            except OSError as error:
                self.fault = (
                    f"{self.path} could not be written: {error.strerror or error}. "
                    "The setting itself was; its history lacks this change."
                )


def read_history(path: Path, limit: int) -> list[SettingsEntry]:
    """The latest changes, newest first. What cannot be read as one is passed over.

    Raises:
        OSError: there is a history, and it cannot be read.
    """
    return [*islice(_entries(newest_lines(path)), limit)]


def _append(path: Path, entries: list[SettingsEntry]) -> None:
    lines = [json.dumps({**asdict(entry), "at": entry.at.isoformat()}) for entry in entries]
    append_lines(path, lines, _MOST_BYTES)


def _entries(lines: Iterable[bytes]) -> Iterator[SettingsEntry]:
    for line in lines:
        try:
            entry = json.loads(line)
            entry["at"] = datetime.fromisoformat(entry["at"])
            made = SettingsEntry(**entry)
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if made.key in KEYS and made.way in get_args(Way) and made.at.tzinfo is not None:
            yield made
