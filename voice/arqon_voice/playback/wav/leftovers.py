"""Half-written files whose writer was killed, told from those that are still being written."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from pathlib import Path
from typing import BinaryIO

__all__ = ["claim", "remove_leftovers"]

_TOKEN = "[0-9a-f]" * 8
"""What `Replacement` puts into the name of the file that it makes beside another."""


def claim(file: BinaryIO, until: contextlib.ExitStack) -> bool:
    """Mark a file as being written, until `until` is closed or the process ends.

    False if somebody took it for a leftover before that: it is gone.
    """
    if sys.platform == "win32":
        return True  # Windows lets nobody remove a file that is open.
    # The lock belongs to all copies of a descriptor: it outlives the closing of `file`.
    descriptor = os.dup(file.fileno())
    until.callback(os.close, descriptor)
    with contextlib.suppress(OSError):  # a file system without locks: nothing is removed there
        _lock(descriptor)
    return os.fstat(descriptor).st_nlink > 0


def remove_leftovers(path: Path) -> None:
    """Remove what dead writers of `path` have left beside it.

    The kernel knows who is dead; process ids do not, as each container counts its own.
    """
    for beside in path.parent.glob(f".{glob.escape(path.name)}.{_TOKEN}.tmp"):
        # Not ours to remove, or one that is being written: both stay.
        with contextlib.suppress(OSError), beside.open("r+b") as file:
            _lock(file.fileno())
            beside.unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    """Hold the file's lock.

    Raises:
        OSError: another holds it, or the file system knows none.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
