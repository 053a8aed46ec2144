"""What the panel asks of the telemetry store. Each call may take a while: none on the loop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from arqon_tui.panel.refusals import Refused

if TYPE_CHECKING:
    from arqon_voice.telemetry.reader import Page
    from arqon_voice.telemetry.rows import Row
    from arqon_voice.telemetry.selection import Selection
    from arqon_voice.telemetry.times import ProviderTimes

__all__ = ["Format", "History", "StoreHistory"]

Format = Literal["jsonl", "csv"]

_FIRST_RESULTS_S = 0.08
_LONGEST_UTTERANCE = 5_000


class History(Protocol):
    """All stored events, whichever process stored them. Each call raises `Refused`, in words."""

    def page(self, selection: Selection, before: int | None, limit: int) -> Page:
        """The newest events that match, of those before the event `before`.

        It may end early, with no more than it found in a tenth of a second: `before` of the
        page asks on.
        """
        ...

    def utterance(self, message_id: str) -> Sequence[Row]:
        """Every event of one message, oldest first."""
        ...

    def times(self, since_ms: int, until_ms: int) -> Sequence[ProviderTimes]:
        """How long requests took, for each provider."""
        ...

    def export(self, selection: Selection, path: Path, form: Format) -> int:
        """Write all events that match to a new file, oldest first; returns how many."""
        ...


class StoreHistory:
    """Implements `History` over the store at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def page(self, selection: Selection, before: int | None, limit: int) -> Page:
        """See `History`."""
        from arqon_voice.sqlite.faults import SqliteFileError
        from arqon_voice.telemetry.reader import page

        try:
            return page(
                self._path, selection, limit=limit, before=before, patience_s=_FIRST_RESULTS_S
            )
        except SqliteFileError as error:
            raise Refused(str(error)) from error

    def utterance(self, message_id: str) -> Sequence[Row]:
        """See `History`."""
        from arqon_voice.sqlite.faults import SqliteFileError
        from arqon_voice.telemetry.reader import newest
        from arqon_voice.telemetry.selection import Selection

        try:
            rows = newest(self._path, Selection(message_id=message_id), limit=_LONGEST_UTTERANCE)
            return [row for row in rows if row.message_id == message_id][::-1]
        except SqliteFileError as error:
            raise Refused(str(error)) from error

    def times(self, since_ms: int, until_ms: int) -> Sequence[ProviderTimes]:
        """See `History`."""
        from arqon_voice.sqlite.faults import SqliteFileError
        from arqon_voice.telemetry.times import provider_times

        try:
            return provider_times(self._path, since_ms=since_ms, until_ms=until_ms)
        except SqliteFileError as error:
            raise Refused(str(error)) from error

    def export(self, selection: Selection, path: Path, form: Format) -> int:
        """See `History`."""
        from arqon_settings.saving import NotSaved, saved_file
        from arqon_voice.sqlite.faults import SqliteFileError
        from arqon_voice.telemetry.exchange import write_lines
        from arqon_voice.telemetry.reader import select
        from arqon_voice.telemetry.table import csv_lines

        count = -1 if form == "csv" else 0  # the headings are no event
        end = b"\r\n" if form == "csv" else b"\n"
        try:
            rows = select(self._path, selection)
            with saved_file(path, new=True) as file:
                for line in csv_lines(rows) if form == "csv" else write_lines(rows):
                    file.write(line.encode() + end)
                    count += 1
        except (SqliteFileError, NotSaved) as error:
            raise Refused(str(error)) from error
        return count
