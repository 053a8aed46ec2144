"""The telemetry store: events in SQLite, appended in batches, kept within an age and a size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from arqon_voice.sqlite.database import Database
from arqon_voice.sqlite.faults import named_fault
from arqon_voice.sqlite.file import open_database
from arqon_voice.sqlite.migrations import Schema
from arqon_voice.telemetry.rows import COLUMNS, Stored

__all__ = ["KNOWN", "SCHEMA", "Retention", "Store"]

# AUTOINCREMENT: an id is never used again after pruning, so a tail misses nothing.
_EVENTS = (
    """CREATE TABLE event (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         ts_ms INTEGER NOT NULL,
         name TEXT NOT NULL,
         session_id TEXT NOT NULL,
         message_id TEXT NOT NULL,
         source TEXT NOT NULL,
         data TEXT NOT NULL)""",
    # Serves counts and percentiles of a name within a window of time.
    "CREATE INDEX event_by_name ON event (name, ts_ms)",
)
# The index of text holds the trigrams of the data of all events but stream chunks, which come
# by the thousand and have no words. Events from before it are not put in: that would hold up
# the first start after an update for a minute, and retention takes them within two weeks.
_SEARCH = (
    "CREATE INDEX event_by_message ON event (message_id)",
    """CREATE VIRTUAL TABLE event_text
       USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'trigram')""",
    "CREATE TABLE event_text_from (first_id INTEGER NOT NULL)",
    "INSERT INTO event_text_from SELECT coalesce(max(id), 0) + 1 FROM event",
    """CREATE TRIGGER event_came AFTER INSERT ON event
       WHEN new.name <> 'stt.tts.kokoro.stream_chunk'
       BEGIN INSERT INTO event_text (rowid, words) VALUES (new.id, CAST(new.data AS TEXT)); END""",
    """CREATE TRIGGER event_went AFTER DELETE ON event
       WHEN old.name <> 'stt.tts.kokoro.stream_chunk'
        AND old.id >= (SELECT first_id FROM event_text_from)
       BEGIN INSERT INTO event_text (event_text, rowid, words)
             VALUES ('delete', old.id, CAST(old.data AS TEXT)); END""",
)
SCHEMA = Schema(steps=(_EVENTS, _SEARCH))

KNOWN = """
WITH RECURSIVE known (name) AS (
  SELECT min(name) FROM event
  UNION ALL
  SELECT (SELECT min(name) FROM event WHERE name > known.name) FROM known
  WHERE known.name IS NOT NULL)"""
"""Begins a query of `known`, the names of all events and then NULL.

Jumps from name to name in the index: no event itself is read.
"""

_DAY_MS = 86_400_000
# Python gives up the interpreter lock at each step of a statement and may wait 5 ms to have it
# back while another thread computes; so a batch goes in with few statements of many rows.
# 500 rows make 3,000 parameters, SQLite takes 32,766.
_ROWS_PER_STATEMENT = 500
_PRUNED_PER_STEP = 2_000
_PAGES_PER_STEP = 256
_PAGES_KEPT = 256
_LAST_ID = _LAST_MS = (1 << 63) - 1
_OLDEST = f"SELECT id, ts_ms FROM event ORDER BY id LIMIT {_PRUNED_PER_STEP}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Retention:
    """How long events are kept, and how large the file may become.

    An event goes by its age only while the clock is borne out by an event that is between half
    `max_age_ms` and `max_age_ms` old. After a leap of the clock all events seem too old, or none
    does: then the size alone is kept, and nothing is lost while somebody sets the clock right.
    The size is that of the database file; its `-wal` comes on top, some 8 MB as a rule.
    """

    max_age_ms: int = 14 * _DAY_MS
    max_bytes: int = 256 * 1024 * 1024


class Store:
    """The writing end of the store, for one thread at a time.

    Raises:
        SqliteFileError: the file cannot be used now; its class says what to do. Each method
            raises it, and has then done nothing.
    """

    def __init__(self, path: Path, *, busy_s: float = 0.25) -> None:
        self._database: Database = open_database(path, SCHEMA, busy_s=busy_s)

    def append(self, rows: Sequence[Stored]) -> None:
        """Append `rows` in one transaction."""
        with self._database.transaction() as connection:
            for part in _parts(rows):
                places = ",".join(["(?,?,?,?,?,?)"] * len(part))
                connection.execute(
                    f"INSERT INTO event ({COLUMNS}) VALUES {places}",  # noqa: S608
                    tuple(chain.from_iterable(part)),
                )

    def check(self) -> None:
        """Make sure that the file is still the one in use: others see what is written."""
        self._database.check_in_place()

    def shrink(self, max_bytes: int) -> bool:
        """Delete the oldest events, in one small step, while the file is larger than `max_bytes`.

        Returns whether there was something to do. What is freed is used again by later events,
        so a file that is pruned as it is filled does not grow.
        """
        pages, free, page_bytes = self._pages()
        if (pages - free) * page_bytes <= max_bytes:
            return False
        return self._delete_oldest("1")

    def expire(self, before_ms: int, now_ms: int = _LAST_MS) -> bool:
        """Delete events older than `before_ms`, in one small step, from the oldest on.

        Returns whether there was something to do. Events go in the order in which they were
        written: an old time behind a young event is an import's, or a clock's that was wrong, and
        stays until its turn comes. A time after `now_ms` says nothing of an event's age: it goes
        with the next old one behind it.
        """
        young = f"SELECT min(id) FROM ({_OLDEST}) WHERE ts_ms BETWEEN {before_ms} AND {now_ms}"  # noqa: S608
        last_old = self._one(
            f"SELECT max(id) FROM ({_OLDEST})"  # noqa: S608
            f" WHERE ts_ms < {before_ms} AND id < coalesce(({young}), {_LAST_ID})"
        )
        return last_old is not None and self._delete_oldest(f"id <= {last_old}")

    def has_between(self, from_ms: int, to_ms: int) -> bool:
        """Whether it holds an event of that time, both ends included."""
        of_name = f"name = known.name AND ts_ms BETWEEN {from_ms} AND {to_ms}"
        found = f"SELECT 1 FROM known, event WHERE event.{of_name}"  # noqa: S608
        query = f"{KNOWN} SELECT EXISTS ({found})"
        return bool(self._one(query))

    def give_back(self) -> bool:
        """Return some unused pages to the disk; say whether there was something to do."""
        pages, free, _ = self._pages()
        if free < max(_PAGES_KEPT, pages // 4):
            return False
        database = self._database
        with named_fault(database.path, database.identity):
            # A script, because `execute` ends this pragma after its first page.
            database.connection.executescript(f"PRAGMA incremental_vacuum({_PAGES_PER_STEP})")
        return True

    def close(self) -> None:
        """Close the file; the last process to do so folds the `-wal` into it."""
        self._database.close()

    def _delete_oldest(self, condition: str) -> bool:
        with self._database.transaction() as connection:
            deleted = connection.execute(
                f"DELETE FROM event WHERE id IN (SELECT id FROM ({_OLDEST}) WHERE {condition})"  # noqa: S608
            ).rowcount
        return deleted > 0

    def _pages(self) -> tuple[int, int, int]:
        pages = self._one("PRAGMA page_count")
        free = self._one("PRAGMA freelist_count")
        return pages or 0, free or 0, self._one("PRAGMA page_size") or 0

    def _one(self, query: str) -> int | None:
        database = self._database
        with named_fault(database.path, database.identity):
            (value,) = database.connection.execute(query).fetchone()
        return None if value is None else int(value)


def _parts(rows: Sequence[Stored]) -> Iterator[Sequence[Stored]]:
    for start in range(0, len(rows), _ROWS_PER_STATEMENT):
        yield rows[start : start + _ROWS_PER_STATEMENT]
