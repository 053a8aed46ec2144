"""Events as a table for spreadsheets: CSV by RFC 4180, with a line of headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.severity import severity
from arqon_voice.text import well_formed

__all__ = ["csv_lines"]

_HEADINGS = (
    "id",
    "time",
    "ts_ms",
    "severity",
    "name",
    "session_id",
    "message_id",
    "source",
    "data",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the headings and then each event as a line of CSV, without the line's end.

    `time` is local, in ISO 8601; `data` is JSON. What a spreadsheet would take for a formula
    gets an apostrophe before it.
    """
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="")
    for cells in _tabled(rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _tabled(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    yield _HEADINGS
    for row in rows:
        moment = row.local_time()
        time = moment.isoformat(timespec="milliseconds") if moment else ""
        texts = (row.name, row.session_id, row.message_id, row.source, row.data)
        yield row.id, time, row.ts_ms, severity(row), *map(_cell, texts)


def _cell(text: str) -> str:
    return well_formed(f"'{text}" if text.startswith(_FORMULA) else text)
