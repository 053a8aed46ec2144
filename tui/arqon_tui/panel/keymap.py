"""The user's keys: `[panel.keys]` in settings.toml, a key for the name of an action.

    [panel.keys]
    rollback = "ctrl+b"

What cannot be used is told and left out; the key that the action has by itself then holds.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual.keys import Keys

from arqon_tui.panel.actions import ACTIONS, Action

__all__ = ["Keymap", "keymap_of", "read_keymap"]

_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt|meta|super|hyper)\+)*(?P<key>[a-z0-9_]+|\S)")
_NAMES: Final = {key.value for key in Keys} | {"slash", "space", "comma", "minus", "plus"}


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by the names of actions, and what of the file could not be used, in words."""

    keys: Mapping[str, str]
    faults: tuple[str, ...] = ()


def read_keymap(path: Path) -> Keymap:
    """The keymap in the settings file; raises nothing. Blocks for the disk."""
    try:
        document = tomllib.loads(path.read_text())
    except (OSError, ValueError):
        return Keymap({})  # the settings themselves tell of a file that cannot be read
    panel = document.get("panel", {})
    table = panel.get("keys", {}) if isinstance(panel, dict) else None
    if not isinstance(table, dict):
        return Keymap({}, (f"{path}: [panel.keys] is not a table of keys; correct it.",))
    return keymap_of(table, str(path))


def keymap_of(table: Mapping[str, object], place: str) -> Keymap:
    """What of the table can be used; `place` names the file."""
    actions = {action.name: action for action in ACTIONS if not action.hidden}
    keys: dict[str, str] = {}
    faults = []
    for name, key in table.items():
        why = _objection(name, key, keys, actions)
        if why:
            faults.append(f"{place}: [panel.keys] {name} is left out: {why}.")
        else:
            keys[name] = str(key)
    return Keymap(keys, tuple(faults))


def _objection(
    name: str, key: object, taken: Mapping[str, str], actions: Mapping[str, Action]
) -> str:
    action = actions.get(name)
    if action is None:
        near = difflib.get_close_matches(name, actions, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"there is no such action{hint}".removesuffix("?")
    found = _KEY.fullmatch(key) if isinstance(key, str) else None
    if found is None or (len(found["key"]) > 1 and found["key"] not in _NAMES):
        return f"{key!r} is not the name of a key, such as f9, ctrl+b or slash"
    if not action.views and (len(str(key)) == 1 or key in ("space", "slash", "enter", "tab")):
        return f"{key!r} types a character, and this key works while somebody types"
    for other in actions.values():
        holds = taken.get(other.name, other.key)
        if other is not action and holds == key and _meet(action, other):
            return f"{key} is the key of {other.name}"
    return ""


def _meet(one: Action, other: Action) -> bool:
    """Whether both can be asked for in the same view."""
    return not one.views or not other.views or bool(set(one.views) & set(other.views))
