"""A lock on a file: taken at once or not at all, and who has it, without touching it."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.run.process import Process, identify

__all__ = ["gone", "holder", "take"]

_LOCKS: Final = Path("/proc/locks")


def take(path: Path) -> int | None:
    """Ours until the returned descriptor is closed; None if another has it.

    Raises:
        VmError: the file cannot be made.
    """
    try:
        lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise VmError(f"{path} cannot be made: {error.strerror}", "Make room there.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def gone(lock: int, path: Path) -> bool:
    """Whether the file that we have locked lies there no more: another could lock a new one."""
    ours = os.fstat(lock)
    try:
        there = path.stat()
    except OSError:
        return True
    return (ours.st_dev, ours.st_ino) != (there.st_dev, there.st_ino)


def holder(path: Path) -> Process | None:
    """The process that has locked it; see proc_locks(5).

    The device in that list is not always the one of stat(2), so the process must also have the
    file open, as far as we may see that.
    """
    try:
        inode = path.stat().st_ino
        rows = [row.split() for row in _LOCKS.read_text(encoding="ascii").splitlines()]
    except OSError:
        return None
    for row in rows:
        if row[1] == "FLOCK" and row[5].rpartition(":")[2] == str(inode):
            found = identify(int(row[4]))
            if found is not None and _has_open(found.pid, path):
                return found
    return None


def _has_open(pid: int, path: Path) -> bool:
    try:
        opened = list(Path(f"/proc/{pid}/fd").iterdir())
    except PermissionError:  # another user's
        return True
    except OSError:
        return False
    for descriptor in opened:
        with suppress(OSError):
            if descriptor.samefile(path):
                return True
    return False
