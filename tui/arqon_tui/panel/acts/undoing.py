"""Undo from the panel: the last change, or a chosen one; the result stands in the band."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.acts import result_words
from arqon_tui.panel.refusals import Refused
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_service.settings_history import SettingsEntry
    from arqon_tui.panel.state_app import StateApp

__all__ = ["Undoing"]


class Undoing:
    """Has a separate thread: what waits to be undone does not hold up F9."""

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._background = app.writes.thread("undo")

    async def undo(self, entry: SettingsEntry | None = None) -> None:
        """Undo that change, or the newest that was not undone yet."""
        try:
            with self._app.writes.writing("the undo"):
                services = await self._app.world()
                undone, change = await self._background.run(lambda: services.undo(entry))
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told where results stand
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            self._app.say(plain(f"{self._now():%H:%M:%S} Not undone: {why}"), failed=True)
            return
        self._app.take(change.after)
        self._app.say(result_words.undone(undone, self._now()), basis=change.after)
