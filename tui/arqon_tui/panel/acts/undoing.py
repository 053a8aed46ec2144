"""Undo from the panel: the last change, or a chosen one; the result stands in the band."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.acts import result_words
from arqon_tui.panel.background import done
from arqon_tui.panel.refusals import Refused
from arqon_voice.text import plain

if TYPE_CHECKING:
    from concurrent.futures import Future

    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.snapshot import Change
    from arqon_tui.panel.state_app import StateApp

__all__ = ["Undoing"]


class Undoing:
    """Has a separate thread: what waits to be undone does not hold up F9."""

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._background = app.writes.thread("undo")

    def undo(self, entry: SettingsEntry | None = None) -> None:
        """Undo that change, or the newest that was not undone yet, as soon as there is a world.

        The thread has it when this returns: no fault behind the key can prevent it.
        """
        begun = self._background.submit(lambda: self._app.opening.result().undo(entry))
        self._app.run_worker(self._tell(begun), group="undo")

    async def _tell(self, begun: Future[tuple[SettingsEntry, Change]]) -> None:
        try:
            with self._app.writes.writing("the undo"):
                undone, change = await done(begun)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told where results stand
            why = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
            self._app.say(plain(f"{self._now():%H:%M:%S} Not undone: {why}"), failed=True)
            return
        self._app.take(change.after)
        self._app.say(result_words.undone(undone, self._now()), basis=change.after)
