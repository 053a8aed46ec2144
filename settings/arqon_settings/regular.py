"""Reading a file whole, without ever waiting for a writer."""

from __future__ import annotations

import os
import stat
from pathlib import Path

__all__ = ["read_regular"]


def read_regular(path: Path, most: int) -> tuple[bytes, float]:
    """What the file holds, and when it was last written (seconds of the epoch).

    Raises:
        OSError: it is missing, cannot be read, is not a regular file, or has over `most` bytes.
    """
    # O_NONBLOCK: opening a pipe that lies in the place of the file must not wait for a writer.
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"it is not a file of settings (mode {stat.filemode(status.st_mode)})")
        if status.st_size > most:
            raise OSError(f"it is not a file of settings: it has over {most:,} bytes")
        with os.fdopen(fd, "rb", closefd=False) as file:
            return file.read(), status.st_mtime
    finally:
        os.close(fd)
