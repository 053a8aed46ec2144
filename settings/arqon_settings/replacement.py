"""A file in the making, beside the place that it takes once it is whole."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from arqon_settings.folders import give_to_owner_of, sync_folder

__all__ = ["ChangedMeanwhile", "Replacement", "replace_whole"]


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


def replace_whole(
    path: Path, data: bytes, *, like: Path | None = None, expected: bytes | None = None
) -> None:
    """Put the data in the place of the file, by a `Replacement`.

    Raises:
        ChangedMeanwhile: it does not hold what was expected.
        OSError: nothing was replaced. In either case nothing is left behind.
    """
    replacement = Replacement(path, like=like)
    try:
        replacement.file.write(data)
    except BaseException:
        replacement.discard()
        raise
    replacement.keep(expected)


def _write_through(file: BinaryIO) -> None:
    with file:
        file.flush()
        os.fsync(file.fileno())


def _look_like(model: Path, path: Path) -> None:
    if model.exists():
        path.chmod(model.stat().st_mode & 0o7777)
    give_to_owner_of(model if model.exists() else model.parent, path)
