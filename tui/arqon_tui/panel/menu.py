"""What the command palette offers: only what applies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from arqon_tui.panel.actions import ACTIONS

if TYPE_CHECKING:
    from arqon_tui.panel.views_app import ViewsApp

__all__ = ["commands"]


def commands(app: ViewsApp) -> Iterator[SystemCommand]:
    """The actions that can be done now, in the words of their keys."""
    for action in ACTIONS:
        if not action.hidden and app.applies(action):
            title = f"{action.title} ({app.key_of(action.name)})"
            yield SystemCommand(title, action.what, partial(app.do, action))
