"""The keys of actions as they are bound now, the user's own where the keymap has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding

from arqon_tui.panel.actions import action_of

if TYPE_CHECKING:
    from arqon_tui.panel.state_app import StateApp

__all__ = ["Keys"]


class Keys:
    """Gives the key of an action by its name, as people write it."""

    def __init__(self, app: StateApp) -> None:
        self._app = app
        self._own: Mapping[str, str] = {}

    def take(self, keymap: Mapping[str, str]) -> None:
        """The user's own keys, by the names of actions."""
        self._own = dict(keymap)

    def __call__(self, name: str) -> str:
        """The key of that action. Looks at no binding: it is asked for many times a second."""
        key = self._own.get(name, action_of(name).key)
        shown = self._app.get_key_display(Binding(key, name))
        return shown if len(shown) == 1 else shown.upper()
