"""Following the store from any process: what is new, without waiting for anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag

from arqon_voice.sqlite.database import Database
from arqon_voice.sqlite.faults import BusyError, MovedError, SqliteFileError, named_fault
from arqon_voice.sqlite.file import open_reader
from arqon_voice.sqlite.place import holds_nothing, identity_of
from arqon_voice.telemetry.rows import COLUMNS, READ, Row
from arqon_voice.telemetry.store import SCHEMA

__all__ = ["Tail"]

# One JSON array per read: a step per row would give up the interpreter lock for each row, and
# a busy screen would then slow the tail to some hundred rows a second.
_READ = f"""
SELECT json_group_array(json_array({READ}))
FROM (SELECT id, {COLUMNS} FROM event WHERE id > ? ORDER BY id LIMIT ?)"""  # noqa: S608
_NEWEST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'"


class Tail:
    """Reads what was appended since the last look, whichever process appended it.

    It begins `last` events before the end of the store. A store that does not exist or holds
    nothing yet, or that takes the place of another, is read from its first event. While the file
    is missing, locked or damaged there is nothing to read and `fault` says why.
    """

    def __init__(self, path: Path, *, last: int = 0) -> None:
        self.fault = ""
        self._path, self._last = path, last
        self._database: Database | None = None
        self._position = 0 if holds_nothing(path) else None
        self._seen = identity_of(path)
        self.read(0)

    @property
    def position(self) -> int:
        """The id of the last event that was read or passed over; 0 before there is any."""
        return self._position or 0

    def read(self, limit: int = 2_000) -> list[Row]:
        """Return at most `limit` new events, oldest first; never waits and never raises."""
        try:
            rows = self._read(limit)
        except SqliteFileError as error:
            self.fault = str(error)
            if isinstance(error, MovedError) and self._position is None:
                self._position = 0  # nothing is there yet: all that comes is new
            if not isinstance(error, BusyError):
                self.close()
            return []
        self.fault = ""
        return rows

    def follow(self, stop: Flag, interval: float = 0.05, limit: int = 2_000) -> Iterator[list[Row]]:
        """Yield batches of new events, looking every `interval` seconds, until `stop` is set."""
        while not stop.is_set():
            rows = self.read(limit)
            if rows:
                yield rows
            if len(rows) < limit:
                stop.wait(interval)

    def close(self) -> None:
        """Close the file; the next read opens it again and goes on where it was."""
        if self._database:
            self._database.close()
        self._database = None

    def _read(self, limit: int) -> list[Row]:
        database, position = self._current()
        with named_fault(self._path, database.identity):
            (text,) = database.connection.execute(_READ, (position, limit)).fetchone()
        rows = [Row(*values) for values in json.loads(text)]
        if rows:
            self._position = rows[-1].id
        return rows

    def _current(self) -> tuple[Database, int]:
        if self._database:
            try:
                self._database.check_in_place()
            except MovedError:
                self.close()
        database = self._database or self._open()
        assert self._position is not None
        return database, self._position

    def _open(self) -> Database:
        database = open_reader(self._path, SCHEMA, busy_s=0)
        try:
            with named_fault(self._path, database.identity):
                (newest,) = database.connection.execute(_NEWEST).fetchone()
        except SqliteFileError:
            database.close()
            raise
        if self._position is None:
            self._position = max(0, newest - self._last)
        elif database.identity != self._seen or newest < self._position:
            self._position = 0
        self._database, self._seen = database, database.identity
        return database
