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
        asked = os.environ.get(_VARIABLE, "")
        _begin_with(app, asked if asked in app.available_themes else DARK.name)

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


def _begin_with(app: App[int], name: str) -> None:
    """Take a theme before anything is drawn: a change later reads all styles once more."""
    app.set_reactive(type(app).theme, name)
    theme = app.current_theme
    app.set_class(theme.dark, "-dark-mode", update=False)
    app.set_class(not theme.dark, "-light-mode", update=False)
    app.set_class(True, f"-theme-{name}", update=False)
    app._refresh_truecolor_filter(app.ansi_theme)  # noqa: SLF001 -- as Textual does at a change
    app.stylesheet.set_variables(app.get_css_variables())
