"""Maestro's settings file as text: our six keys in it are read and changed, nothing else moves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from arqon_settings.errors import InvalidSetting
from arqon_settings.maestro.json_object import members, with_values
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.paths import settings_path
from arqon_settings.values import SettingValue, checked

__all__ = ["LARGEST", "MaestroFile", "NotParsed", "edited", "maestro_path", "parse"]

LARGEST = 16_000_000
"""Bytes. Maestro keeps all its settings in this file, ours among them."""

_PROVIDER: SettingKey = "arqon_tts_provider"
_FALLBACK_SWITCH: SettingKey = "arqon_tts_kokoro_fallback_enabled"
_PIPER = "piper"
_LONGEST_NUMBER = 18


class NotParsed(Exception):
    """The file is not one JSON object; perhaps it is only half written. Says why."""


@dataclass(frozen=True)
class MaestroFile:
    """What Maestro's file says.

    Attributes:
        text: the file as it is.
        values: the keys that hold a value that we can take; `piper` is read as `fallback`.
        places: where the value of each of our keys stands in the text, each time it does.
        not_taken: in words, each of our keys whose value we cannot take.
        has_piper: whether the provider is `piper`, which only a later Maestro knows.
    """

    text: str
    values: Mapping[SettingKey, SettingValue]
    places: Mapping[SettingKey, tuple[slice, ...]]
    not_taken: tuple[str, ...]
    has_piper: bool

    @property
    def has_rollback(self) -> bool:
        """Whether this Maestro has its own fallback; a later one has dropped its settings.

        Maestro writes all its settings at each start, so one that lacks only this key has
        dropped it. Whether it still knows the provider `fallback` is not known.
        """
        others = all(key in self.places for key in KEYS if key != _FALLBACK_SWITCH)
        return not self.has_piper and not (others and _FALLBACK_SWITCH not in self.places)


def maestro_path(settings: Path) -> Path:
    """Maestro's file that goes with a settings file: the user's own with the user's own.

    Any other settings file (`--home`) has it in a folder of the same name beside it.
    """
    home = Path.home() if settings == settings_path() else settings.parent
    return home / ".arqon" / "arqon.json"


def parse(data: bytes) -> MaestroFile:
    """Understand Maestro's file.

    Raises:
        NotParsed: it is not a JSON object in UTF-8.
    """
    try:
        text = data.decode()
        places = _places(text)
    except (ValueError, RecursionError) as error:
        raise NotParsed(_why(error)) from None
    # Where a key stands twice, JSON readers take the last.
    found = {key: json.loads(text[at[-1]], parse_int=_whole) for key, at in places.items()}
    has_piper = found.get(_PROVIDER) == _PIPER
    if has_piper:
        found[_PROVIDER] = "fallback"
    values: dict[SettingKey, SettingValue] = {}
    not_taken: list[str] = []
    for key, value in found.items():
        try:
            values[key] = checked(key, value)
        except InvalidSetting as error:
            not_taken.append(f"{key} {error.why}, so it is not taken over")
    return MaestroFile(text, values, places, tuple(not_taken), has_piper)


def edited(file: MaestroFile, changes: Mapping[SettingKey, SettingValue]) -> bytes:
    """The file with the changes made, and every other character as it was."""
    return with_values(file.text, {str(key): value for key, value in changes.items()}).encode()


def _places(text: str) -> dict[SettingKey, tuple[slice, ...]]:
    places: dict[SettingKey, tuple[slice, ...]] = {}
    for name, _, value in members(text):
        for key in (key for key in KEYS if key == name):
            places[key] = (*places.get(key, ()), value)
    return places


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _why(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "it is nested too deeply"
        case json.JSONDecodeError(msg=what, lineno=line):
            return f"it is not valid JSON: {what} (line {line})"
        case _:
            return str(error)
