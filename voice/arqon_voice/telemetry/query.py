"""Reading the store back, from the oldest event on, without keeping anybody from writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from arqon_voice.sqlite.faults import named_fault
from arqon_voice.sqlite.file import Database, open_reader
from arqon_voice.telemetry.rows import COLUMNS, Row
from arqon_voice.telemetry.store import SCHEMA

__all__ = ["Selection", "select"]

# A read that is kept open keeps the -wal from being folded back; so each look covers so many ids.
_IDS_PER_LOOK = 5_000
_BUSY_S = 1.0
_SELECT = f"""
SELECT id, {COLUMNS} FROM event
WHERE id > :after AND id <= :up_to
  AND (:since_ms IS NULL OR ts_ms >= :since_ms)
  AND (:until_ms IS NULL OR ts_ms < :until_ms)
  AND substr(name, 1, length(:name_prefix)) = :name_prefix
  AND (:session_id IS NULL OR session_id = :session_id)
  AND (:message_id IS NULL OR message_id = :message_id)
ORDER BY id"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events: from `since_ms` to before `until_ms`, and what else must match."""

    since_ms: int | None = None
    until_ms: int | None = None
    name_prefix: str = ""
    session_id: str | None = None
    message_id: str | None = None


def select(path: Path, selection: Selection) -> Iterator[Row]:
    """Yield the events of the store at `path` that match, in the order they were stored.

    Ends with the newest event that is there when it begins; takes the same memory however
    many there are.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    with closing(open_reader(path, SCHEMA, busy_s=_BUSY_S)) as database:
        first, newest = _bounds(database)
        for after in range(first - 1, newest, _IDS_PER_LOOK):
            yield from _look(database, selection, after, min(after + _IDS_PER_LOOK, newest))


def _bounds(database: Database) -> tuple[int, int]:
    with named_fault(database.path, database.identity):
        first, newest = database.connection.execute("SELECT min(id), max(id) FROM event").fetchone()
    return first or 0, newest or 0


def _look(database: Database, selection: Selection, after: int, up_to: int) -> Iterator[Row]:
    bounds = {
        "after": after,
        "up_to": up_to,
        "since_ms": selection.since_ms,
        "until_ms": selection.until_ms,
        "name_prefix": selection.name_prefix,
        "session_id": selection.session_id,
        "message_id": selection.message_id,
    }
    with named_fault(database.path, database.identity):
        rows = database.connection.execute(_SELECT, bounds).fetchall()
    return map(Row._make, rows)
