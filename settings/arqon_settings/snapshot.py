"""What a reader gets: the values in force, where each came from, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from arqon_settings.model import ProviderName, SettingKey, Settings
from arqon_settings.values import SettingValue

__all__ = [
    "BY_HAND",
    "MIRROR",
    "Change",
    "Fault",
    "KeyChange",
    "Origin",
    "ProviderChange",
    "Snapshot",
]

MIRROR = "Maestro (mirror)"
"""Who changed a setting that was taken over from Maestro's file."""

BY_HAND = "edited by hand"
"""Who changed the provider where the file does not tell."""

Origin = Literal["environment", "file", "default", "last good"]


@dataclass(frozen=True)
class Fault:
    """Something in the file or the environment that could not be used; nothing stopped for it.

    Attributes:
        what: what is wrong, to be read after the place.
        remedy: what to do, a sentence without its full stop.
        file: the settings file, or None when it lies in the environment.
        line: the line in the file, counted from 1, where it is known.
        key: the key that is concerned, or None when it is the whole file.
        variable: the environment variable, or None when it lies in the file.
    """

    what: str
    remedy: str
    file: Path | None = None
    line: int | None = None
    key: SettingKey | None = None
    variable: str | None = None

    def __str__(self) -> str:
        place = self.variable or str(self.file)
        line = f", line {self.line}" if self.line else ""
        return f"{place}{line}: {self.what}. {self.remedy}."


@dataclass(frozen=True)
class ProviderChange:
    """Who last changed the provider in the file, when (UTC), and why."""

    to: ProviderName
    at: datetime
    by: str
    reason: str


class KeyChange(NamedTuple):
    """One key whose value is another than before."""

    key: SettingKey
    old: SettingValue
    new: SettingValue


@dataclass(frozen=True)
class Snapshot:
    """The settings at one moment.

    Attributes:
        settings: the values in force in this process.
        origins: where each value came from. "last good": the file holds something else that
            cannot be used, and this is what it held before.
        faults: what could not be used, for people to read.
        path: the settings file; it need not exist.
        provider_change: the last change of the provider in the file, or None when the file does
            not tell. It speaks of the file also where the environment holds the provider.
        reading: the reading of the file that it comes from, counted by its store. Of two
            snapshots of one store, that with the higher one is the newer, in whichever order
            they arrive. It does not count in comparisons.
    """

    settings: Settings
    origins: Mapping[SettingKey, Origin]
    faults: tuple[Fault, ...]
    path: Path
    provider_change: ProviderChange | None
    reading: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Change:
    """What one write did.

    Attributes:
        before: the settings just before the write, read under the lock.
        after: the settings just after it.
        changed: the keys whose value in the file (or default) is now another. A key that the
            environment holds in this process counts too: it changed for everybody else.
        kept_bad_file: where the file went that could not be used, if it was one.
    """

    before: Snapshot
    after: Snapshot
    changed: tuple[KeyChange, ...]
    kept_bad_file: Path | None
