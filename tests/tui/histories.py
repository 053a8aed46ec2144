"""The telemetry store, held in the hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from arqon_tui.panel.events.history import Format
from arqon_tui.panel.refusals import Refused
from arqon_voice.telemetry.reader import Page
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.times import Percentiles, ProviderTimes

__all__ = ["FakeHistory"]


class FakeHistory:
    """Answers from `rows`, `looks` of them at a time; `fault` is what it refuses with."""

    def __init__(self, rows: Sequence[Row] = (), looks: int = 10_000) -> None:
        self.rows = [*rows]
        self.looks = looks
        self.fault = ""
        self.exported: list[tuple[Selection, Format]] = []
        self.spoken: tuple[ProviderTimes, ...] = ()

    def page(self, selection: Selection, before: int | None, limit: int) -> Page:
        if self.fault:
            raise Refused(self.fault)
        rows = [row for row in self.rows if before is None or row.id < before]
        seen, left = rows[-self.looks :], rows[: -self.looks]
        found = [row for row in reversed(seen) if selection.takes(row)]
        newest = rows[-1].id if rows else 0
        if len(found) > limit:
            return Page(tuple(found[:limit]), found[limit - 1].id, newest)
        return Page(tuple(found), left[-1].id + 1 if left else None, newest)

    def utterance(self, message_id: str) -> Sequence[Row]:
        return [row for row in self.rows if row.message_id == message_id]

    def times(self, since_ms: int, until_ms: int) -> Sequence[ProviderTimes]:
        return self.spoken

    def export(self, selection: Selection, path: Path, form: Format) -> int:
        if self.fault:
            raise Refused(self.fault)
        self.exported.append((selection, form))
        path.write_text("".join(row.line() + "\n" for row in self.rows if selection.takes(row)))
        return sum(map(selection.takes, self.rows))


SPOKEN = (
    ProviderTimes("kokoro", Percentiles(42, 2310, 4120, 5003), Percentiles(42, 143, 320, 501)),
    ProviderTimes("espeak", Percentiles(3, 900, 12_000, 12_000), None),
)
