"""Writing a file in place, where none can take its place: it is a mount point, as in containers."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from io import FileIO
from pathlib import Path

from arqon_settings.folders import TAKES_NO_FILE
from arqon_settings.replacement import ChangedMeanwhile, replace_whole

__all__ = ["under_way", "write_in_place"]


def under_way(path: Path) -> Path:
    """Where the data of a write in place is kept, whole, until the file itself is.

    After a crash it is still there, and the file may be half written.
    """
    return path.with_name(f".{path.name}.under-way")


def write_in_place(path: Path, data: bytes, expected: bytes | None = None) -> None:
    """Overwrite the file; `under_way` names a whole copy of the data until the file is.

    There is no copy where the folder takes no file. Killing the process does no harm even then;
    a crash of the machine may. The data must be text in which line ends at the end mean nothing.
    The caller is the only writer at the time.

    Raises:
        ChangedMeanwhile: the file does not hold what was expected.
        OSError: it could not be written, and is as it was.
    """
    with path.open("r+b", buffering=0) as file:
        old = file.read()
        if expected is not None and old != expected:
            raise ChangedMeanwhile(str(path))
        copy = _copied(path, data)
        try:
            _overwrite(file, data)
        except BaseException:
            _overwrite(file, old)
            _forget(copy)
            raise
        _forget(copy)


def _copied(path: Path, data: bytes) -> Path:
    copy = under_way(path)
    try:
        replace_whole(copy, data, like=path)
    except OSError as refused:
        if refused.errno not in TAKES_NO_FILE:
            raise
    return copy


def _forget(copy: Path) -> None:
    with suppress(OSError):  # one that stays is removed by the next write
        copy.unlink()


def _overwrite(file: FileIO, data: bytes) -> None:
    # As long as what is there, in one go: no reader sees new lines before old ones.
    filled = data.ljust(os.fstat(file.fileno()).st_size, b"\n")
    file.seek(0)
    if file.write(filled) != len(filled):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file.name)
    os.fsync(file.fileno())
    file.truncate(len(data))
    os.fsync(file.fileno())
