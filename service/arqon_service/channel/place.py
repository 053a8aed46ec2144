"""The place of the channel's socket: made free for a new one, and why it cannot be, in words."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
from pathlib import Path
from typing import Final

from arqon_settings.folders import make_folder

__all__ = ["ChannelFault", "make_room", "why_not"]

PATH_BYTES: Final = 107
"""Of a Unix socket's path: sun_path has 108 bytes, and the last one is zero (unix(7))."""
_ANSWER_S: Final = 1.0
"""How long who listens there may take to accept."""


class ChannelFault(Exception):
    """The channel cannot listen; the text says why and what to do."""


def make_room(path: Path) -> None:
    """Make the folder, and take away the socket of a holder that has died.

    Raises:
        OSError: no socket can be made there; see `why_not`.
    """
    if len(os.fsencode(path)) > PATH_BYTES:
        raise _fault(errno.ENAMETOOLONG, path)
    make_folder(path.parent)
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise _fault(errno.EEXIST, path)
        if _is_listened_on(path):
            raise _fault(errno.EADDRINUSE, path)
        path.unlink()


def why_not(path: Path, error: OSError) -> str:
    """Why no socket can be made at `path`, and what to do, for a person."""
    elsewhere = "name another folder with --home or ARQON_TTS_HOME"
    match error.errno:
        case errno.ENAMETOOLONG:
            size = len(os.fsencode(path))
            return f"{path} is too long for a socket ({size} of {PATH_BYTES} bytes): {elsewhere}"
        case errno.EEXIST:
            kind = "socket" if error.filename == str(path) else "folder"
            return f"{error.filename} is not a {kind}: remove it, or {elsewhere}"
        case errno.EADDRINUSE:
            return f"{path} is used by a program with another state folder: {elsewhere}"
        case errno.EPERM | errno.EOPNOTSUPP | errno.ENOTSUP | errno.EINVAL:
            return f"the file system of {path.parent} takes no sockets: {elsewhere}"
        case _:
            return f"no channel at {path}: {error.strerror or error}; {elsewhere}"


def _is_listened_on(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as trying:
        trying.settimeout(_ANSWER_S)
        try:
            trying.connect(str(path))
        except ConnectionRefusedError:
            return False
        return True


def _fault(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
