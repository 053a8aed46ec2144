"""Exporting what is filtered to a file in the working folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from arqon_tui.panel.events.reader_thread import ReaderThread
from arqon_tui.panel.saved_files import unused, working_folder

if TYPE_CHECKING:
    from arqon_tui.panel.events.history import Format, History
    from arqon_voice.telemetry.selection import Selection

__all__ = ["Export"]


class Export:
    """Writes on a separate thread: a million events take a while, and the log goes on."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._writer = ReaderThread("telemetry-export")

    def write(self, history: History, selection: Selection, form: Format) -> Future[str]:
        """Write all stored events that match; the answer says how many, and where they are."""
        stem = f"telemetry-{self._now():%Y%m%d-%H%M%S}"

        def work() -> str:
            path = unused(working_folder() / f"{stem}.{form}")
            count = history.export(selection, path, form)
            events = f"{count:,} event{'s' if count != 1 else ''}"
            return f"wrote {path.name}, {events}, in {path.parent}"

        return self._writer.ask("export", work)
