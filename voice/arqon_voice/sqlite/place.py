"""Which file a name stands for; and the two moments at which that changes: made, set aside.

Both happen under a lock beside the file (`<name>.lock`), so that no process takes over the
`-wal` of a file that another one has just moved away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_voice.sqlite.faults import BusyError, Identity, named_fault

__all__ = ["forget_leftovers", "holds_nothing", "identity_of", "only_process", "set_aside"]

_LOCK_TIMEOUT_S = 0.25
_PAGE_BYTES = 4096
"""SQLite's default. The first page of a file has no row: each table begins with another one."""


def identity_of(path: Path | str) -> Identity | None:
    """Which file `path` names now; None if there is none, or none that can be reached."""
    try:
        status = os.stat(path)  # noqa: PTH116 -- asked several times for each write
    except OSError:
        return None
    return status.st_dev, status.st_ino


def holds_nothing(path: Path) -> bool:
    """Whether there is no row at `path`, told without SQLite: who makes the file has it locked."""
    return _size(path) <= _PAGE_BYTES and not _size(f"{path}-wal")


def _size(path: Path | str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0


def set_aside(path: Path, identity: Identity | None, stamp: str) -> Path | None:
    """Rename a damaged file and its `-wal` and `-shm` to `<name>.corrupt-<stamp>`.

    Returns the new name, or None if another process has already set it aside.

    Raises:
        BusyError: another process is opening or moving the file.
        UnusableError: the folder cannot be written.
    """
    with named_fault(path), only_process(path):
        if identity is None or identity_of(path) != identity:
            return None
        names = (f"{path}.corrupt-{stamp}{more}" for more in ("", *map("-{}".format, range(2, 99))))
        kept = next(Path(name) for name in names if not Path(name).exists())
        for suffix in ("", "-wal", "-shm"):
            source = Path(f"{path}{suffix}")
            if source.exists():
                source.rename(f"{kept}{suffix}")
    return kept


def forget_leftovers(path: Path) -> None:
    """Remove the `-wal` and `-shm` of a file that was deleted alone: they hold nothing whole."""
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextmanager
def only_process(path: Path) -> Iterator[None]:
    """Keep other processes from making or moving the file at `path` meanwhile.

    Raises:
        BusyError: another process is doing so.
    """
    # Heavy to import, and only needed when a file is made or set aside.
    from filelock import FileLock, Timeout

    try:
        with FileLock(f"{path}.lock", timeout=_LOCK_TIMEOUT_S):
            yield
    except Timeout:
        raise BusyError(f"{path} is being opened or moved by another process") from None
