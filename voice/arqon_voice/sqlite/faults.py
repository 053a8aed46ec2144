"""What can be wrong with a shared SQLite file, in classes that say what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = [
    "BusyError",
    "DamagedError",
    "Identity",
    "MovedError",
    "SqliteFileError",
    "UnusableError",
    "named_fault",
]

Identity = tuple[int, int]
"""Device and inode: which file it is, whatever its name."""


class SqliteFileError(Exception):
    """The file could not be used; the text says for a person what happened and what to do."""


class BusyError(SqliteFileError):
    """Another process holds the file: try again soon."""


class MovedError(SqliteFileError):
    """The file was deleted or replaced: open it anew."""


class UnusableError(SqliteFileError):
    """The file cannot be written until a person does something: go on without, try now and then."""


class DamagedError(SqliteFileError):
    """The content is not what it should be: set the file aside and begin a new one.

    `identity` is the file that was found damaged, None where that is not known.
    """

    def __init__(self, message: str, identity: Identity | None) -> None:
        super().__init__(message)
        self.identity = identity


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_OTHER_TABLES = ("no such table", "no such column", "has no column")
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_READONLY: "it is read-only; check the rights of the file and of its folder",
    sqlite3.SQLITE_PERM: "access is denied; check the rights of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the rights of the file and of its folder",
    sqlite3.SQLITE_IOERR: "the disk did not take it; check its free space and its health",
}


@contextmanager
def named_fault(path: Path, identity: Identity | None = None) -> Iterator[None]:
    """Turn what SQLite and the file system raise about `path` into the classes above.

    Raises:
        SqliteFileError: in place of sqlite3.Error and OSError.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error, path, identity) from error
    except OSError as error:
        reason = error.strerror or error
        raise UnusableError(f"{path}: {reason}; check the rights of its folder") from error


def _of_sqlite(error: sqlite3.Error, path: Path, identity: Identity | None) -> SqliteFileError:
    extended = getattr(error, "sqlite_errorcode", None)
    code = extended & 0xFF if isinstance(extended, int) else sqlite3.SQLITE_IOERR
    if code in _BUSY:
        return BusyError(f"{path} is locked by another process")
    if path.is_dir():
        return UnusableError(f"{path} is a folder; move it away, or name a file")
    if code == sqlite3.SQLITE_NOTADB:
        return DamagedError(f"{path} is damaged, or a file of another kind ({error})", identity)
    if code in _DAMAGED or any(sign in str(error) for sign in _OTHER_TABLES):
        return DamagedError(f"{path} is damaged ({error})", identity)
    return UnusableError(f"{path}: {_ADVICE.get(code, 'it cannot be used')} ({error})")
