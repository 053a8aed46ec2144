"""A file of JSON lines that all processes of a user append to."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from arqon_settings.folders import give_to_owner_of, make_folder

__all__ = ["append_lines", "before", "newest_lines"]


def append_lines(path: Path, lines: Iterable[str], most_bytes: int) -> None:
    """Add the lines; a file of more than `most_bytes` makes room, and is kept as `.before`.

    Raises:
        OSError: they were not all written.
    """
    text = "".join(f"{line}\n" for line in lines)
    make_folder(path.parent)
    fd = _opened(path, most_bytes)
    try:
        size = os.fstat(fd).st_size
        # A line that a full disk or a crash cut off ends here, and takes no other with it.
        whole = size == 0 or os.pread(fd, 1, size - 1) == b"\n"
        data = (text if whole else f"\n{text}").encode()
        if os.write(fd, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        give_to_owner_of(path.parent, path)
    finally:
        os.close(fd)


def _opened(path: Path, most_bytes: int) -> int:
    """The file with room in it, locked: only one process puts a full one aside."""
    while True:
        fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(fd, fcntl.LOCK_EX)
        if os.fstat(fd).st_size <= most_bytes:
            return fd
        try:
            if os.path.samestat(os.fstat(fd), path.stat()):
                path.replace(before(path))
        except FileNotFoundError:
            pass  # another one has put it aside
        finally:
            os.close(fd)


def newest_lines(path: Path) -> Iterator[bytes]:
    """The lines, newest first, with those of the file before; none where there is no file.

    Raises:
        OSError: there is a file, and it cannot be read.
    """
    read: os.stat_result | None = None
    for each in (path, before(path)):
        # It may be put aside at this moment: then it is not here, or is what was just read.
        with suppress(FileNotFoundError), each.open("rb") as file:
            found = os.fstat(file.fileno())
            if read is None or not os.path.samestat(read, found):
                yield from reversed(file.read().splitlines())
            read = found


def before(path: Path) -> Path:
    """Where a full file was put aside."""
    return path.with_name(f"{path.name}.before")
