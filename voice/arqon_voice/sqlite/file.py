"""SQLite files that several processes share: opening, reading, and writing them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from arqon_settings.folders import give_to_owner_of, make_folder
from arqon_voice.sqlite.faults import Identity, MovedError, UnusableError, named_fault
from arqon_voice.sqlite.migrations import Schema, migrate, refuse_newer, version_of
from arqon_voice.sqlite.place import forget_leftovers, identity_of, only_process

__all__ = ["Database", "open_database", "open_reader"]

_LOOK_AGAIN_S = 0.002
_WAL_BYTES = 8 * 1024 * 1024
_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Database:
    """An open file of the format `version`, which is below the schema's only in a reader.

    `identity` is the device and inode that the file had when it was opened, `beside` those of
    its `-wal` and `-shm`. SQLite keeps these two as long as anybody has the file open, so one
    that is gone was taken by another program: what is written from then on is seen by nobody.
    """

    path: Path
    connection: sqlite3.Connection
    schema: Schema
    version: int
    identity: Identity
    beside: tuple[Identity | None, ...]
    busy_s: float

    def check_in_place(self) -> None:
        """Make sure that `path` still names the file that is open, with what belongs to it.

        Raises:
            MovedError: it, its `-wal` or its `-shm` was deleted, or replaced by another file.
        """
        if identity_of(self.path) != self.identity:
            raise MovedError(f"{self.path} was deleted or replaced by another program")
        for suffix, known in zip(_BESIDE, self.beside, strict=True):
            if known and identity_of(f"{self.path}{suffix}") != known:
                raise MovedError(
                    f"{self.path}{suffix} was deleted or replaced by another program;"
                    " the database is opened anew"
                )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction: all of it or nothing.

        Raises:
            MovedError: what was written, if anything, is not in the file that `path` names.
            SqliteFileError: nothing was written; its class says what to do.
        """
        with named_fault(self.path, self.identity):
            self._begin()
            try:
                # With the lock held: nobody writes into the file, or migrates it, meanwhile.
                self.check_in_place()
                refuse_newer(self.path, version_of(self.connection), self.schema)
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        try:
            self.check_in_place()
        except MovedError:
            if not self._folded_in():
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
        """Close it, whatever state it is in; what a deleted `-wal` holds is kept if it can be."""
        try:
            self.check_in_place()
        except MovedError:
            self._folded_in()
        with suppress(sqlite3.Error):
            self.connection.close()

    def _folded_in(self) -> bool:
        """Move what only a deleted `-wal` holds into the file; say whether all of it is there.

        Left alone once another process has begun anew: it does not know what we would write.
        """
        wal, shm = (Path(f"{self.path}{suffix}") for suffix in _BESIDE)
        with suppress(OSError, sqlite3.Error):
            if (
                identity_of(self.path) == self.identity
                and identity_of(shm) in (None, self.beside[1])
                and not (wal.exists() and wal.stat().st_size)
            ):
                busy, pages, moved = self.connection.execute("PRAGMA wal_checkpoint").fetchone()
                return not busy and pages == moved
        return False


def open_database(path: Path, schema: Schema, *, busy_s: float) -> Database:
    """Open `path` for writing in WAL mode; make folder, file and tables if they are missing.

    What root opens stays, or becomes, the owner of the folder's: else that user is locked out.
    `busy_s` is how long each statement waits for other processes. The connection may be used
    from any thread, by one at a time.

    Raises:
        SqliteFileError: it cannot be used now; its class says what to do.
    """
    with named_fault(path):
        database = _found_or_made(path, schema, busy_s)
    files = (Path(f"{path}{end}") for end in ("", *_BESIDE, ".lock"))
    with suppress(OSError):  # a file system that knows no owners can be written all the same
        give_to_owner_of(path.parent, *files)
    return database


def _found_or_made(path: Path, schema: Schema, busy_s: float) -> Database:
    if path.exists() and path.stat().st_size:
        return _opened(path, schema, busy_s)
    make_folder(path.parent)
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
            version = version_of(connection)
        refuse_newer(path, version, schema)
        if version == 0:
            raise UnusableError(f"{path} is not in the format that this version reads")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, schema, version, identity, _beside(path), busy_s)


def _opened(path: Path, schema: Schema, busy_s: float) -> Database:
    connection = sqlite3.connect(
        path, timeout=busy_s, isolation_level=None, check_same_thread=False
    )
    identity = identity_of(path)
    try:
        with named_fault(path, identity):
            _prepare(connection)
            migrate(connection, path, schema, identity)
            connection.execute("PRAGMA busy_timeout = 0")
            beside = _beside(path)
        if identity is None or identity_of(path) != identity:
            raise MovedError(f"{path} was replaced while it was being opened")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, schema, schema.version, identity, beside, busy_s)


def _prepare(connection: sqlite3.Connection) -> None:
    # Counts only before the first table; lets freed pages go back to the disk in small steps.
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    # Whole after a crash of the process or of the machine; the latter may cost the last second.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")


def _beside(path: Path) -> tuple[Identity | None, ...]:
    return tuple(identity_of(f"{path}{suffix}") for suffix in _BESIDE)
