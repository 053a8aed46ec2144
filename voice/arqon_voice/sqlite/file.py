"""Opening SQLite files that several processes share."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from arqon_settings.folders import give_to_owner_of, make_folder
from arqon_voice.sqlite.database import BESIDE, Database, check_let_go
from arqon_voice.sqlite.faults import Identity, MovedError, UnusableError, named_fault
from arqon_voice.sqlite.migrations import Schema, migrate, refuse_newer, version_of
from arqon_voice.sqlite.place import forget_leftovers, identity_of, only_process

__all__ = ["open_database", "open_reader"]

_WAL_BYTES: Final = 8 * 1024 * 1024


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
    files = (Path(f"{path}{end}") for end in ("", *BESIDE, ".lock"))
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
        with named_fault(path), suppress(FileNotFoundError):
            path.stat()  # raises where it cannot be told
        raise MovedError(f"{path} does not exist")
    check_let_go(path)
    with named_fault(path, identity):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if _is_shelved(path) else ''}",
            uri=True,
            timeout=busy_s,
            isolation_level=None,
            check_same_thread=False,
        )
    # What another program wrote may not be UTF-8: it is shown as well as can be.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        with named_fault(path, identity):
            version = version_of(connection)
            begun = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        refuse_newer(path, version, schema)
        if version == 0 and not begun:  # one that is being made, or could not be: a full disk
            raise MovedError(f"{path} holds nothing yet")
        if version == 0:
            raise UnusableError(f"{path} is a database of another program")
        check_let_go(path)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, schema, version, identity, _beside(path), busy_s)


def _is_shelved(path: Path) -> bool:
    """Whether nobody has it open, in a folder that we cannot write: a backup, a mounted image.

    Without its `-wal` SQLite reads it only where it can make one, or is told that nothing changes.
    """
    return not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()


def _opened(path: Path, schema: Schema, busy_s: float) -> Database:
    check_let_go(path)
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
        check_let_go(path)
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
    return tuple(identity_of(f"{path}{suffix}") for suffix in BESIDE)
