"""Files that are there whole or not at all, also after a crash."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

__all__ = ["give_to_owner_of", "keep_copy", "make_folder", "replace_durably"]


def replace_durably(path: Path, data: bytes) -> None:
    """Put the data in the place of the file: a crash at any point leaves the old or the new one.

    Mode and owner stay those of the file that is replaced; a new file is for its owner only.
    The caller is the only writer at the time. What an earlier writer left half done is removed.

    Raises:
        OSError: nothing was replaced, and nothing is left behind.
    """
    prefix = f".{path.name}."
    for orphan in path.parent.glob(f"{prefix}*.tmp"):
        orphan.unlink(missing_ok=True)
    fd, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
    with _removed_on_error(Path(name)) as temporary:
        _write_through(fd, data)
        _look_like(path, temporary)
        temporary.replace(path)
    _sync_folder(path.parent)


def keep_copy(path: Path, data: bytes, when: datetime) -> Path:
    """Keep the data beside the file as ``<name>.bad-<when>``; an earlier copy stays.

    Raises:
        OSError: nothing was kept, and nothing is left behind.
    """
    stem = f"{path.name}.bad-{when:%Y%m%dT%H%M%SZ}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    copy = next(c for name in names if not (c := path.with_name(name)).exists())
    fd = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with _removed_on_error(copy):
        _write_through(fd, data)
        _look_like(path, copy)
    return copy


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, for their owner only, if it is not there.

    Raises:
        OSError: it could not be made.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner_of(folder.parent, folder)
        _sync_folder(folder.parent)


def give_to_owner_of(model: Path, path: Path) -> None:
    """Give the path the owner of the model, when root writes in the home of somebody else.

    Raises:
        OSError: the model is gone, or the file system refuses.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        status = model.stat()
        os.chown(path, status.st_uid, status.st_gid)


@contextmanager
def _removed_on_error(path: Path) -> Iterator[Path]:
    try:
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write_through(fd: int, data: bytes) -> None:
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(fd)


def _look_like(path: Path, copy: Path) -> None:
    if path.exists():
        copy.chmod(path.stat().st_mode & 0o7777)
    give_to_owner_of(path if path.exists() else path.parent, copy)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows opens no folders, and its renames need no such help.
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # as some network file systems answer
            raise
    finally:
        os.close(fd)
