"""SQLite files that several processes share: opening, reading, and writing them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from arqon_voice.sqlite.faults import DamagedError, Identity, MovedError, UnusableError, named_fault
from arqon_voice.sqlite.place import forget_leftovers, identity_of, only_process

__all__ = ["Database", "Schema", "open_database", "open_reader"]

_LOOK_AGAIN_S = 0.002
_WAL_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of a file, and the `user_version` that says so."""

    version: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Database:
    """An open file. `identity` is the device and inode it had when it was opened."""

    path: Path
    connection: sqlite3.Connection
    identity: Identity
    busy_s: float

    def check_in_place(self) -> None:
        """Make sure that `path` still names the file that is open.

        Raises:
            MovedError: it was deleted, or replaced by another file.
        """
        if identity_of(self.path) != self.identity:
            raise MovedError(f"{self.path} was deleted or replaced by another program")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction: all of it or nothing.

        Raises:
            SqliteFileError: nothing was written; its class says what to do.
        """
        with named_fault(self.path, self.identity):
            self._begin()
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        # SQLite's own waiting looks a dozen times in 250 ms, which loses against a busy writer.
        give_up_at = time.monotonic() + self.busy_s
        while True:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= give_up_at:
                    raise
            time.sleep(_LOOK_AGAIN_S)

    def close(self) -> None:
        """Close it, whatever state it is in."""
        try:
            self.connection.close()
        except sqlite3.Error:
            return


def open_database(path: Path, schema: Schema, *, busy_s: float) -> Database:
    """Open `path` for writing in WAL mode; make folder, file and tables if they are missing.

    `busy_s` is how long each statement waits for other processes. The connection may be used
    from any thread, by one at a time.

    Raises:
        SqliteFileError: it cannot be used now; its class says what to do.
    """
    with named_fault(path):
        if path.exists() and path.stat().st_size:
            return _opened(path, schema, busy_s)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with only_process(path):
            if not path.exists():
                forget_leftovers(path)
            return _opened(path, schema, busy_s)


def open_reader(path: Path, schema: Schema, *, busy_s: float) -> Database:
    """Open `path` for reading only: nothing is created, nobody is kept from writing.

    Raises:
        SqliteFileError: it is missing or cannot be read; its class says what to do.
    """
    identity = identity_of(path)
    if identity is None:
        raise MovedError(f"{path} does not exist")
    with named_fault(path, identity):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=busy_s,
            isolation_level=None,
            check_same_thread=False,
        )
    # What another program wrote may be no UTF-8: shown as well as can be, it stops nobody.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        with named_fault(path, identity):
            if _version(connection) != schema.version:
                raise UnusableError(f"{path} is not in the format that this version reads")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, identity, busy_s)


def _opened(path: Path, schema: Schema, busy_s: float) -> Database:
    connection = sqlite3.connect(
        path, timeout=busy_s, isolation_level=None, check_same_thread=False
    )
    identity = identity_of(path)
    try:
        with named_fault(path, identity):
            _prepare(connection, path, schema)
            connection.execute("PRAGMA busy_timeout = 0")
        if identity is None or identity_of(path) != identity:
            raise MovedError(f"{path} was replaced while it was being opened")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, identity, busy_s)


def _prepare(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    # Counts only before the first table; lets freed pages go back to the disk in small steps.
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    # Whole after a crash of the process or of the machine; the latter may cost the last second.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
    if _version(connection) != schema.version:
        _create(connection, path, schema)


def _create(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    connection.execute("BEGIN IMMEDIATE")
    found = _version(connection)
    if found > schema.version:
        raise UnusableError(
            f"{path} was written by a newer version of Arqon TTS (format {found}, this one knows"
            f" {schema.version}); update this one, or move the file away"
        )
    if found < schema.version:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise DamagedError(f"{path} holds the tables of another program", identity_of(path))
        for statement in schema.statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {schema.version}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
