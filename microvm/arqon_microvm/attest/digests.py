"""SHA-256 of large files, computed once for as long as a file stays what it was."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from arqon_microvm.errors import VmError

__all__ = ["Digests", "Known"]


class Known(BaseModel):
    """A file, when it was last changed, in nanoseconds since the epoch, and its digest then."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str

    @classmethod
    def of(cls, found: os.stat_result, sha256: str) -> Self:
        """What the system says of a file."""
        return cls(
            device=found.st_dev,
            inode=found.st_ino,
            size=found.st_size,
            mtime_ns=found.st_mtime_ns,
            ctime_ns=found.st_ctime_ns,
            sha256=sha256,
        )


class Digests:
    """Those that are `known` are not computed anew; `used` are all that were asked for."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known = tuple(known)
        self.used: list[Known] = []

    def of(self, path: Path) -> str:
        """Raises VmError if it cannot be read."""
        try:
            with open(path, "rb", opener=_without_waiting) as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    raise VmError(f"{path} is not a file with content, expected one")
                same = (known for known in self._known if Known.of(found, known.sha256) == known)
                known = next(same, None)
                if known is None:
                    known = Known.of(found, hashlib.file_digest(file, "sha256").hexdigest())
        except OSError as error:
            raise VmError(f"{path} cannot be read: {error.strerror}") from error
        self.used.append(known)
        return known.sha256


def _without_waiting(path: str, flags: int) -> int:
    """Also where a pipe or a device has been put in the file's place."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)
