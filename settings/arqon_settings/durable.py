"""Files that are there whole or not at all, also after a crash."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from datetime import datetime
from io import FileIO
from itertools import count
from pathlib import Path
from typing import BinaryIO

from arqon_settings.folders import give_to_owner_of, sync_folder

__all__ = ["ChangedMeanwhile", "Replacement", "keep_copy", "replace_durably", "under_way"]

_NOT_BY_RENAME = (errno.EBUSY, errno.EXDEV, errno.EPERM)
"""A file that is a mount point, as in containers; one of somebody else in a folder like /tmp."""


class ChangedMeanwhile(Exception):
    """Another program wrote the file; it is as that one left it. Read it again."""


class Replacement:
    """A file beside its place, which it takes once it is whole.

    Args:
        path: the place.
        mode: of the file, if there is none whose mode and owner it takes over.
        like: that one; by default what stands in the place.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, path: Path, *, mode: int = 0o600, like: Path | None = None) -> None:
        self._path, self._like = path, like or path
        self._beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self.file: BinaryIO = os.fdopen(os.open(self._beside, flags, mode), "wb")

    def keep(self, expected: bytes | None = None) -> None:
        """Put it in its place: a crash at any point leaves the old file or the new one.

        Args:
            expected: replace only a file that holds just this.

        Raises:
            ChangedMeanwhile: it holds something else.
            OSError: nothing was replaced. In either case nothing is left behind.
        """
        try:
            _write_through(self.file)
            _look_like(self._like, self._beside)
            if expected is not None and self._path.read_bytes() != expected:
                raise ChangedMeanwhile(str(self._path))
            self._beside.replace(self._path)
        except BaseException:
            self.discard()
            raise
        sync_folder(self._path.parent)

    def discard(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)


def replace_durably(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Put the data in the place of the file: a crash at any point leaves the old or the new one.

    Mode and owner stay those of the file that is replaced; a new file is for its owner only.
    The caller is the only writer at the time. What an earlier writer left half done is removed.
    Where a file can only be written in place, `under_way` names its copy meanwhile, and the
    data must be text in which line ends at the end mean nothing.

    Args:
        path: the place.
        data: all that the file shall hold.
        expected: replace only a file that holds just this, where others write without a lock.

    Raises:
        ChangedMeanwhile: it holds something else.
        OSError: nothing was replaced. In either case nothing is left behind.
    """
    for orphan in path.parent.glob(f".{path.name}.*.tmp"):
        orphan.unlink(missing_ok=True)
    try:
        _replace(path, data, expected=expected)
    except OSError as refused:
        if refused.errno not in _NOT_BY_RENAME or not path.is_file():
            raise
        _write_in_place(path, data, expected, refused)
    under_way(path).unlink(missing_ok=True)


def under_way(path: Path) -> Path:
    """Where the data of a write in place is kept, whole, until the file itself is.

    After a crash it is still there, and the file may be half written.
    """
    return path.with_name(f".{path.name}.under-way")


def keep_copy(path: Path, data: bytes, when: datetime) -> Path:
    """Keep the data beside the file as ``<name>.bad-<when>``; an earlier copy stays.

    Raises:
        OSError: nothing was kept, and nothing is left behind.
    """
    stem = f"{path.name}.bad-{when:%Y%m%dT%H%M%SZ}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    copy = next(c for name in names if not (c := path.with_name(name)).exists())
    _replace(copy, data, like=path)
    return copy


def _replace(
    path: Path, data: bytes, *, like: Path | None = None, expected: bytes | None = None
) -> None:
    replacement = Replacement(path, like=like)
    try:
        replacement.file.write(data)
    except BaseException:
        replacement.discard()
        raise
    replacement.keep(expected)


def _write_in_place(path: Path, data: bytes, expected: bytes | None, refused: OSError) -> None:
    try:
        opened = path.open("r+b", buffering=0)
    except OSError:
        raise refused from None
    with opened as file:
        old = file.read()
        if expected is not None and old != expected:
            raise ChangedMeanwhile(str(path))
        _replace(under_way(path), data, like=path)
        try:
            _overwrite(file, data)
        except BaseException:
            _overwrite(file, old)
            under_way(path).unlink(missing_ok=True)
            raise


def _overwrite(file: FileIO, data: bytes) -> None:
    # As long as what is there, in one go: no reader sees new lines before old ones.
    filled = data.ljust(os.fstat(file.fileno()).st_size, b"\n")
    file.seek(0)
    if file.write(filled) != len(filled):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file.name)
    os.fsync(file.fileno())
    file.truncate(len(data))
    os.fsync(file.fileno())


def _write_through(file: BinaryIO) -> None:
    with file:
        file.flush()
        os.fsync(file.fileno())


def _look_like(model: Path, path: Path) -> None:
    if model.exists():
        path.chmod(model.stat().st_mode & 0o7777)
    give_to_owner_of(model if model.exists() else model.parent, path)
