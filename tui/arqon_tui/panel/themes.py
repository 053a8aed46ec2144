"""Which colours the panel has: those that the environment asks for, else those chosen last."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from arqon_tui.panel.background import Background
from arqon_tui.panel.kept_theme import KeptTheme
from arqon_tui.panel.theme import DARK, LIGHT
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

__all__ = ["Themes"]

_VARIABLE: Final = "TEXTUAL_THEME"


class Themes:
    """The themes of one app; `kept` is where the one that somebody chooses is kept."""

    def __init__(self, app: App[int], kept: KeptTheme | None) -> None:
        self._app = app
        self._kept = kept
        for theme in (DARK, LIGHT):
            app.register_theme(theme)
        app.theme = DARK.name  # a change draws it: Textual took the asked one before it was known
        if (asked := os.environ.get(_VARIABLE, "")) in app.available_themes:
            app.theme = asked

    async def take_kept(self, work: Background, writes: Writes) -> None:
        """Take the one that was chosen last, and keep from now on what is chosen."""
        kept = self._kept
        if kept is None:
            return
        name = await work.run(kept.read)
        if name in self._app.available_themes and _VARIABLE not in os.environ:
            self._app.theme = name

        async def write(name: str) -> None:
            with writes.writing("the choice of a theme"):
                await work.run(partial(kept.write, name))

        def keep(theme: Theme) -> None:
            self._app.run_worker(write(theme.name), group="theme")

        self._app.theme_changed_signal.subscribe(self._app, keep, immediate=True)
