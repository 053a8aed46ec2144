"""Exporting what is filtered to a file in the working folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_tui.panel.events.reader_thread import ReaderThread

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
            path = _unused(Path.cwd() / f"{stem}.{form}")
            count = history.export(selection, path, form)
            return f"wrote {count:,} event{'s' if count != 1 else ''} to {path}"

        return self._writer.ask("export", work)


def _unused(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
