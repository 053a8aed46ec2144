"""The replay guard's file: in use whenever it can be, done without while it cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from arqon_voice.replay.ledger import SCHEMA, Ledger
from arqon_voice.sqlite.database import Database
from arqon_voice.sqlite.faults import DamagedError, MovedError, SqliteFileError
from arqon_voice.sqlite.file import open_database, open_reader
from arqon_voice.sqlite.place import set_aside

__all__ = ["ReplayFile"]

_T = TypeVar("_T")
_BUSY_S = 0.25
_RETRY_AFTER_S = 5.0


class ReplayFile:
    """A ledger in a file; after a fault the file is left alone for five seconds.

    `ledger_on` makes a ledger of a connection. `catch_up` is called with the ledger once the file
    is in use again: it writes down what happened without it. `fault` says what is, or was,
    wrong; it is empty when all is well. For one thread at a time.
    """

    def __init__(
        self,
        path: Path,
        ledger_on: Callable[[sqlite3.Connection], Ledger],
        catch_up: Callable[[Ledger], None],
        clock: Callable[[], float],
    ) -> None:
        self._path, self._clock = path, clock
        self._ledger_on, self._catch_up = ledger_on, catch_up
        self._database: Database | None = None
        self._failed_at: float | None = None
        self._is_behind = False
        self._notice = self.fault = ""

    def write(self, work: Callable[[Ledger], _T]) -> _T | None:
        """Do `work` in one transaction; None, and nothing done, if the file cannot be used."""
        if self._failed_at is not None and abs(self._clock() - self._failed_at) < _RETRY_AFTER_S:
            return None
        fault = ""
        for _ in range(2):
            try:
                return self._written(work)
            except (MovedError, DamagedError) as error:
                self._is_behind = True
                self.close()
                fault = self._made_room(error)
            except SqliteFileError as error:
                fault = str(error)
                break
        self.close()
        self._is_behind = True
        self._failed_at = self._clock()
        self.fault = f"{fault}; meanwhile messages are guarded against replay in memory only"
        return None

    @property
    def waits(self) -> bool:
        """Whether a `write` in another thread waits for another process at this moment."""
        database = self._database
        return database is not None and database.waiting.is_set()

    def seems_free(self, key: str) -> bool:
        """Whether the file, if it can at least be read, knows of nobody else who has `key`."""
        try:
            database = open_reader(self._path, SCHEMA, busy_s=0)
        except SqliteFileError:
            return True
        try:
            return self._ledger_on(database.connection).is_free(key, own_counts=False)
        except sqlite3.Error:
            return True
        finally:
            database.close()

    def close(self) -> None:
        """Close the file; the next `write` opens it again."""
        if self._database:
            self._database.close()
        self._database = None

    def _written(self, work: Callable[[Ledger], _T]) -> _T:
        if self._database is None:
            self._database = open_database(self._path, SCHEMA, busy_s=_BUSY_S)
        self._database.check_in_place()
        with self._database.transaction() as connection:
            ledger = self._ledger_on(connection)
            if self._is_behind:
                self._catch_up(ledger)
            result = work(ledger)
        self._failed_at, self._is_behind = None, False
        self.fault = self._notice
        return result

    def _made_room(self, error: MovedError | DamagedError) -> str:
        """Set a damaged file aside, so that the next try begins a new one; return the fault."""
        if isinstance(error, DamagedError):
            now = datetime.fromtimestamp(self._clock(), UTC)
            try:
                kept = set_aside(self._path, error.identity, now.strftime("%Y%m%dT%H%M%SZ"))
            except SqliteFileError as hindrance:
                return f"{error}, and cannot be set aside: {hindrance}"
            if kept:
                self._notice = f"{error}; it is kept as {kept.name}, and a new one was started"
        return str(error)
