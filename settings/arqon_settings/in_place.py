"""Writing a file in place, where none can take its place: it is a mount point, as in containers."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Final

from arqon_settings.folders import TAKES_NO_FILE
from arqon_settings.replacement import ChangedMeanwhile, replace_whole

__all__ = ["NO_ROOM", "under_way", "write_in_place"]

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
"""How a disk answers that is full, or full for this user."""


def under_way(path: Path) -> Path:
    """Where the data of a write in place is kept, whole, until the file itself is.

    After a crash it is still there, and the file may be half written.
    """
    return path.with_name(f".{path.name}.under-way")


def write_in_place(
    path: Path, data: bytes, expected: bytes | None = None, *, on_a_full_disk: bool = False
) -> None:
    """Overwrite the file; `under_way` names a whole copy of the data until the file is.

    There is no copy where the folder takes no file, nor on a full disk that shall be written to
    all the same: there the file may grow to the end of its last block, mostly 4 KiB. Killing the
    process does no harm even then; a crash of the machine may. The data must be text in which
    line ends at the end mean nothing. The caller is the only writer at the time.

    Raises:
        ChangedMeanwhile: the file does not hold what was expected.
        OSError: it could not be written, and is as it was.
    """
    with path.open("r+b", buffering=0) as file:
        old = file.read()
        if expected is not None and old != expected:
            raise ChangedMeanwhile(str(path))
        copy = _copied(path, data, (*TAKES_NO_FILE, *NO_ROOM) if on_a_full_disk else TAKES_NO_FILE)
        try:
            _overwrite(file, data)
        except BaseException:
            _overwrite(file, old)
            _forget(copy)
            raise
        _forget(copy)


def _copied(path: Path, data: bytes, none_after: tuple[int, ...]) -> Path:
    copy = under_way(path)
    try:
        replace_whole(copy, data, like=path)
    except OSError as refused:
        if refused.errno not in none_after:
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
