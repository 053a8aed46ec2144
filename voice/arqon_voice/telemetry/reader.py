"""Reading the store back: all of it from the oldest on, or a page at a time from the newest.

No reader keeps anybody from writing, and none stops at a value that another program has put
into the store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from arqon_voice.sqlite.database import Database
from arqon_voice.sqlite.faults import named_fault
from arqon_voice.sqlite.file import open_reader
from arqon_voice.telemetry.rows import READ, Row
from arqon_voice.telemetry.search import by_message, by_name, by_text, indexed_from, names_of
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.store import SCHEMA

__all__ = ["Page", "Selection", "newest", "page", "select"]

# A read that is kept open keeps the -wal from being folded back; so each look covers so many ids.
_IDS_PER_LOOK = 5_000
_BUSY_S = 1.0
_PATIENCE_S = 0.2


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, the newest first; `before` asks for the next page, None when that was all.

    `newest` is the id of the newest event that was there to be looked at; 0 where there was none.
    A page may hold fewer events than were asked for, even none, and still have a next one:
    where there is no index to help, it ends when its time is up.
    """

    rows: tuple[Row, ...]
    before: int | None
    newest: int


def select(path: Path, selection: Selection) -> Iterator[Row]:
    """Yield the events of the store at `path` that match, in the order they were stored.

    Ends with the newest event that is there when it begins; takes the same memory however
    many there are.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    with closing(open_reader(path, SCHEMA, busy_s=_BUSY_S)) as database:
        with named_fault(path, database.identity):
            span = _span(database, selection)
        for start in range(span.start, span.stop, _IDS_PER_LOOK):
            with named_fault(path, database.identity):
                rows = _look(database, selection, span[start - span.start :][:_IDS_PER_LOOK])
            yield from rows


def page(
    path: Path,
    selection: Selection,
    *,
    limit: int = 100,
    before: int | None = None,
    patience_s: float = _PATIENCE_S,
    clock: Callable[[], float] = time.monotonic,
) -> Page:
    """The newest `limit` events that match, of those older than the event `before`.

    `patience_s` is how long it looks through events that no index leads to. `clock` gives
    seconds.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    deadline = clock() + patience_s
    with (
        closing(open_reader(path, SCHEMA, busy_s=_BUSY_S)) as database,
        named_fault(path, database.identity),
    ):
        span = _span(database, selection, before)
        rows, end = _by_index(database, selection, span, limit)
        ids = min(2 * limit, _IDS_PER_LOOK)  # what is common is found among the newest
        while len(rows) < limit and end > span.start:
            start = max(span.start, end - ids)
            rows += reversed(_look(database, selection, range(start, end)))
            end, ids = start, min(2 * ids, _IDS_PER_LOOK)
            if clock() >= deadline:
                break
    if len(rows) > limit:
        del rows[limit:]
        end = rows[-1].id
    return Page(tuple(rows), end if end > span.start else None, span.stop - 1 if span else 0)


def newest(
    path: Path, selection: Selection, *, limit: int, before: int | None = None
) -> Iterator[Row]:
    """Yield the newest `limit` events that match, page after page, however long it takes.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    while limit > 0:
        found = page(path, selection, limit=limit, before=before)
        yield from found.rows
        if found.before is None:
            return
        limit, before = limit - len(found.rows), found.before


def _by_index(
    database: Database, selection: Selection, span: range, limit: int
) -> tuple[list[Row], int]:
    """What the indexes know of `span`, newest first, and the event down to which that is all."""
    rows: list[Row] = []
    end = span.stop
    if selection.message_id:
        rows, end = by_message(database, selection, span, limit)
    elif text := selection.text or selection.provider:
        indexed = indexed_from(database)
        if indexed is not None:
            covered = range(max(span.start, indexed), span.stop)
            rows, end = by_text(database, replace(selection, text=text), covered, limit)
    elif selection.chooses_names:
        names = [name for name in names_of(database.connection) if selection.takes_name(name)]
        rows, end = by_name(database, selection, names, span, limit), span.start
    return rows, rows[-1].id if len(rows) == limit else end


def _span(database: Database, selection: Selection, before: int | None = None) -> range:
    """The ids among which the selected events are."""
    where, values = Selection(message_id=selection.message_id or None).where()
    # Two questions, because SQLite goes through the whole table for one that asks for both.
    query = "SELECT (SELECT min(id) FROM event WHERE {0}), (SELECT max(id) FROM event WHERE {0})"
    first, newest = database.connection.execute(query.format(where), values).fetchone()
    if first is None:
        return range(0)
    return range(first, newest + 1 if before is None else min(newest + 1, before))


def _look(database: Database, selection: Selection, span: range) -> list[Row]:
    where, values = selection.where()
    query = f"SELECT {READ} FROM event WHERE id >= :from AND id < :to AND {where} ORDER BY id"  # noqa: S608
    bounds = {"from": span.start, "to": span.stop}
    return [Row._make(row) for row in database.connection.execute(query, values | bounds)]
