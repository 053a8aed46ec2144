"""What can be taken from Inspect: an event, an utterance, or all that is filtered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.events.browser import Browser
from arqon_tui.panel.events.export import Export
from arqon_tui.panel.events.lines import copied
from arqon_tui.panel.events.utterances import Entry, Utterance, row_of
from arqon_tui.panel.posting import poster
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.event_log import EventLog
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from arqon_tui.panel.events.history import Format
    from arqon_voice.telemetry.rows import Row

__all__ = ["EvidenceView"]


class EvidenceView(View):
    """A view with a log of events, of which the chosen one, its utterance, or all can be taken."""

    browser: Browser
    log_view: EventLog

    class Told(Message):
        """Something that was begun is done; `said` holds words for a person."""

        def __init__(self, said: Future[Any]) -> None:
            super().__init__()
            self.said = said

    class Copied(Message):
        """Events are to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self, name: str, now: Callable[[], datetime], writes: Writes, key_of: KeyOf
    ) -> None:
        super().__init__(name)
        self._writes, self._key_of = writes, key_of
        self.post_late = poster(self)
        self._export = Export(now)

    def tell(self, told: str) -> None:
        """Say what was done, or why it was not."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Write all that the filter selects to a file in the working folder, as JSON lines."""
        self._write("jsonl")

    def action_export_table(self) -> None:
        """The same as CSV."""
        self._write("csv")

    def _write(self, form: Format) -> None:
        if self.services is not None:
            self.tell("writing …")
            history, selection = self.services.event_history, self.browser.selection
            self._written(self._export.write(history, selection, form), form)

    @work(group="export")
    async def _written(self, said: Future[str], form: Format) -> None:
        with self._writes.writing(f"the export of events as {form}"), suppress(Exception):
            await asyncio.wrap_future(said)
        self.post_message(self.Told(said))

    def action_copy(self) -> None:
        """Copy the chosen event, or the newest; of a heading, its whole utterance."""
        entry = self.log_view.entry or next(reversed(self.log_view.entries), None)
        if entry is None:
            return
        if isinstance(entry, Utterance):
            self.action_copy_utterance()
        else:
            self.copy([row_of(entry)], "the event")

    def action_copy_utterance(self) -> None:
        """Copy all events of the utterance, whatever the filter selects."""
        if not self.message_id:
            key, failure = self._key_of("copy"), self._key_of("failure")
            what = "this event is of no utterance" if self.log_view.entry else "none is chosen"
            self.tell(f"{what}: {key} copies an event, {failure} goes to the failure before")
        elif (said := self.browser.evidence(self.message_id)) is not None:
            said.add_done_callback(lambda done: self.post_late(self.Told(done)))

    @on(Told)
    def _has_told(self, event: Told) -> None:
        event.stop()
        if event.said.cancelled():
            return
        error = event.said.exception()
        if error is not None:
            self.tell(str(error))
            return
        found: str | Sequence[Row] = event.said.result()
        if isinstance(found, str):
            self.tell(found)
        else:
            self.copy(found, f"{len(found):,} events of the utterance")

    def copy(self, rows: Sequence[Row], what: str) -> None:
        """Have events copied; the terminal says where to, when it is done."""
        self.tell(f"took {what}, as JSON lines")
        self.post_message(self.Copied(copied(rows)))

    @property
    def message_id(self) -> str:
        """The utterance of what is chosen; empty where nothing is."""
        entry: Entry | None = self.log_view.entry
        if isinstance(entry, Utterance):
            return entry.message_id
        return row_of(entry).message_id if entry is not None else ""
