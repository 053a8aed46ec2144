"""The settings file as it is read: its text, its valid values, and its faults."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from arqon_settings.errors import InvalidSetting
from arqon_settings.in_place import under_way
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.regular import read_regular
from arqon_settings.snapshot import Fault, ProviderChange
from arqon_settings.values import SettingValue, checked

__all__ = ["CHANGE_TABLE", "TABLE", "Document", "Unusable", "parse", "read_document"]

TABLE = "arqon_tts"
CHANGE_TABLE = "arqon_tts_provider_change"

_LARGEST = 1_000_000
"""Bytes. Six keys and their comments fit many times over; more is another kind of file."""

_LOOKS = 3
"""So often a reader may come between two writes that follow each other at once."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Document:
    """A file that parses; with nothing in it, one that is not there.

    Attributes:
        text: the file as it is, line endings and byte order mark included.
        values: the keys that hold a valid value.
        faults: one for each key that does not.
        recorded: the change of provider that the file tells of, checked only for its form.
        modified: when the file was last written.
    """

    text: str = ""
    values: Mapping[SettingKey, SettingValue] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    recorded: ProviderChange | None = None
    modified: datetime = _NEVER


_NOT_THERE = Document()
"""What a missing file is read as; told from an empty one by identity."""


@dataclass(frozen=True)
class Unusable:
    """A file that cannot be used as a whole; `data` is what it holds, None if not even that."""

    fault: Fault
    data: bytes | None


def read_document(path: Path) -> Document | Unusable:
    """The file at the path. Never raises, and never waits for a writer.

    Of a file that is being written in place, or was when the machine crashed, what is written.
    """
    found = _read(path)
    if isinstance(found, Unusable):
        copy = under_way(Path(os.path.realpath(path)))
        # The copy goes when the file is whole, perhaps just now, and another write may begin then.
        for place in (copy, path) * _LOOKS:
            again = _read(place)
            if isinstance(again, Document) and again is not _NOT_THERE:
                return again
    return found


def _read(path: Path) -> Document | Unusable:
    try:
        data, modified = read_regular(path, _LARGEST)
    except FileNotFoundError:
        return _NOT_THERE
    except OSError as error:
        what = f"the file cannot be read: {error.strerror or error}"
        return Unusable(Fault(what, "Make it a file that this user can read", path), None)
    return parse(path, data, datetime.fromtimestamp(modified, UTC))


@lru_cache(maxsize=1)
def parse(path: Path, data: bytes, modified: datetime) -> Document | Unusable:
    """The bytes of the file at the path, understood. Never raises.

    The last answer is kept: who watches the file reads it each second, mostly the same.
    """
    try:
        text = data.decode()
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        what, line = _trouble(error, data)
        return Unusable(Fault(what, _remedy(path), path, line), data)
    table = tables.get(TABLE, {})
    if not isinstance(table, dict):
        what = f"{TABLE} must be a table: [{TABLE}]"
        return Unusable(Fault(what, _remedy(path), path, _line_of(text, TABLE)), data)
    values, faults = _sorted_out(path, text, table)
    return Document(text, values, faults, _recorded(tables.get(CHANGE_TABLE)), modified)


def _remedy(path: Path) -> str:
    copy = f"{path.name}.bad-<time>"
    return f"Correct it, or change a setting: that keeps this file as {copy} and writes a whole one"


def _trouble(error: Exception, data: bytes) -> tuple[str, int | None]:
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8", data.count(b"\n", 0, error.start) + 1
    if isinstance(error, RecursionError):
        return "the file is nested too deeply", None
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    if place is None:
        return f"the file is not valid TOML: {error}", None
    line = int(place[1]) if place[1] else data.count(b"\n") + (not data.endswith(b"\n"))
    return f"the file is not valid TOML: {str(error)[: place.start()]}", line


def _sorted_out(
    path: Path, text: str, table: Mapping[str, object]
) -> tuple[dict[SettingKey, SettingValue], tuple[Fault, ...]]:
    values: dict[SettingKey, SettingValue] = {}
    faults: list[Fault] = []
    for key in (key for key in KEYS if key in table):
        try:
            values[key] = checked(key, table[key])
        except InvalidSetting as error:
            what = f"{key} {error.why}, so it is ignored"
            faults.append(Fault(what, _remedy(path), path, _line_of(text, TABLE, key), key))
    return values, tuple(faults)


def _line_of(text: str, *keys: str) -> int | None:
    """The first line after which the text, cut there, still parses and holds the keys."""
    lines = text.removeprefix("\ufeff").split("\n")
    for number in (n for n, line in enumerate(lines, 1) if keys[-1] in line):
        try:
            found: object = tomllib.loads("\n".join(lines[:number]).rstrip("\r"))
        except ValueError:
            continue
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        if found is not None:
            return number
    return None


def _recorded(table: object) -> ProviderChange | None:
    match table:
        case {
            "to": "kokoro" | "fallback" as to,
            "at": datetime(tzinfo=zone) as at,
            "by": str(by),
            "reason": str(reason),
        } if zone is not None:
            return ProviderChange(to, at.astimezone(UTC), by, reason)
    return None
