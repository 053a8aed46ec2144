"""An open SQLite file that several processes share: writing to it, and whether it is there."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Final
from weakref import WeakSet

from arqon_voice.sqlite.faults import BusyError, Identity, MovedError, named_fault
from arqon_voice.sqlite.migrations import Schema, refuse_newer, version_of
from arqon_voice.sqlite.place import identity_of

__all__ = ["BESIDE", "Database", "check_let_go"]

BESIDE: Final = ("-wal", "-shm")
"""Behind the file's name: what SQLite keeps beside a file that is open."""

_LOOK_AGAIN_S: Final = 0.002
_open_here: Final[WeakSet[Database]] = WeakSet()
_listing = threading.Lock()


def check_let_go(path: Path) -> None:
    """Make sure that nobody in this process still has a `-shm` of `path` that was taken away.

    SQLite gives one `-shm` to all connections of a process to a file: a new one would get that of
    the old, and the other processes would have another. Who has it open sees it at the next look.

    Raises:
        BusyError: somebody has.
    """
    with _listing:  # who is just closing takes its -shm away rightly
        identity, shm = identity_of(path), identity_of(f"{path}-shm")
        known = {each.beside[1] for each in _open_here if each.identity == identity}
    if known - {shm, None}:
        raise BusyError(f"{path} is still open here as it was before its -shm was taken away")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Database:
    """An open file of the format `version`, which is below the schema's only in a reader.

    `identity` is the device and inode that the file had when it was opened, `beside` those of
    its `-wal` and `-shm`. SQLite keeps these two as long as anybody has the file open, so one
    that is gone was taken by another program: what is written from then on is seen by nobody.
    `waiting` is set while a transaction waits for that of another connection.
    """

    path: Path
    connection: sqlite3.Connection
    schema: Schema
    version: int
    identity: Identity
    beside: tuple[Identity | None, ...]
    busy_s: float
    waiting: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        with _listing:
            _open_here.add(self)

    def check_in_place(self) -> None:
        """Make sure that `path` still names the file that is open, with what belongs to it.

        Raises:
            MovedError: it, its `-wal` or its `-shm` was deleted, or replaced by another file.
        """
        if identity_of(self.path) != self.identity:
            raise MovedError(f"{self.path} was deleted or replaced by another program")
        for suffix, known in zip(BESIDE, self.beside, strict=True):
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
        try:
            while True:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= give_up_at:
                        raise
                self.waiting.set()
                time.sleep(_LOOK_AGAIN_S)
        finally:
            self.waiting.clear()

    def close(self) -> None:
        """Close it, whatever state it is in; what a deleted `-wal` holds is kept if it can be."""
        try:
            self.check_in_place()
        except MovedError:
            self._folded_in()
        with _listing:
            with suppress(sqlite3.Error):
                self.connection.close()
            _open_here.discard(self)

    def _folded_in(self) -> bool:
        """Move what only a deleted `-wal` holds into the file; say whether all of it is there.

        Left alone once another process has begun anew: it does not know what we would write.
        """
        wal, shm = (Path(f"{self.path}{suffix}") for suffix in BESIDE)
        with suppress(OSError, sqlite3.Error):
            if (
                identity_of(self.path) == self.identity
                and identity_of(shm) in (None, self.beside[1])
                and not (wal.exists() and wal.stat().st_size)
            ):
                busy, pages, moved = self.connection.execute("PRAGMA wal_checkpoint").fetchone()
                return not busy and pages == moved
        return False
