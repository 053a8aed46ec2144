"""Changing a TOML text: only the keys that are named, and all else as people wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from arqon_settings.document import CHANGE_TABLE, TABLE
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import ProviderChange
from arqon_settings.values import SettingValue

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

__all__ = ["edited"]

_BOM = "\ufeff"


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
    """
    import tomlkit  # slow to import, and only writers need it

    mark = _BOM if text.startswith(_BOM) else ""
    document = tomlkit.parse(_ended(text.removeprefix(_BOM)))
    if changes:
        _set_keys(document, changes)
    if note:
        _note(document, note)
    return mark + _with_endings_of(text, tomlkit.dumps(document))


def _set_keys(document: TOMLDocument, changes: Mapping[SettingKey, SettingValue | None]) -> None:
    table = document.setdefault(TABLE, {})
    for key, value in changes.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value


def _note(document: TOMLDocument, change: ProviderChange) -> None:
    if not isinstance(document.get(CHANGE_TABLE, {}), dict):
        del document[CHANGE_TABLE]
    document.setdefault(CHANGE_TABLE, {}).update(asdict(change))


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _with_endings_of(old: str, new: str) -> str:
    if "\r\n" in old and not re.search(r"(?<!\r)\n", old):
        return re.sub(r"(?<!\r)\n", "\r\n", new)
    return new
