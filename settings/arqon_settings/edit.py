"""Changing a TOML text: only the keys that are named, and all else as people wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from arqon_settings.document import CHANGE_TABLE, TABLE
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import ProviderChange
from arqon_settings.values import SettingValue

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

__all__ = ["Uneditable", "edited"]

_BOM = "\ufeff"


class Uneditable(Exception):
    """The text cannot be changed without harm; nothing should be written."""


def edited(
    text: str, changes: Mapping[SettingKey, SettingValue | None], note: ProviderChange | None
) -> str:
    """The text with the changes made.

    Args:
        text: a TOML text in which `arqon_tts`, if it is there, is a table.
        changes: new values by key; None takes the key out.
        note: the change of provider to note, or None to leave the note as it is.

    Returns:
        The new text, with the line endings and the byte order mark of the old one.

    Raises:
        Uneditable: its layout is too much for the editor, or the result did not read back.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    try:
        new = _with_endings_of(text, _edited(text.removeprefix(_BOM), changes, note))
        table = tomllib.loads(new).get(TABLE, {})
    except (ValueError, LookupError, RecursionError) as error:
        raise Uneditable(str(error)) from error
    if any(table.get(key) != value for key, value in changes.items()):
        raise Uneditable("a value did not read back")
    return mark + new


def _edited(
    text: str, changes: Mapping[SettingKey, SettingValue | None], note: ProviderChange | None
) -> str:
    import tomlkit  # slow to import, and only writers need it

    document = tomlkit.parse(text)
    _set_keys(document, changes)
    if note:
        _note(document, note)
    return tomlkit.dumps(document)


def _set_keys(document: TOMLDocument, changes: Mapping[SettingKey, SettingValue | None]) -> None:
    for key, value in changes.items():
        if value is not None:
            document.setdefault(TABLE, {})[key] = value
            continue
        # Part by part: a scattered table drops a part with its comments when its last key goes.
        for name, part in document.body:
            if name and name.key == TABLE and isinstance(part, MutableMapping):
                part.pop(key, None)


def _note(document: TOMLDocument, change: ProviderChange) -> None:
    if not isinstance(document.get(CHANGE_TABLE, {}), dict):
        del document[CHANGE_TABLE]
    document.setdefault(CHANGE_TABLE, {}).update(asdict(change))


def _with_endings_of(old: str, new: str) -> str:
    if "\r\n" in old and not re.search(r"(?<!\r)\n", old):
        return re.sub(r"(?<!\r)\n", "\r\n", new)
    return new
