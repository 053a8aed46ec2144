"""Folders that outlive a crash, and belong to the owner of the home also where root made them."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["TAKES_NO_FILE", "give_to_owner_of", "make_folder", "sync_folder"]

TAKES_NO_FILE: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
"""How a folder answers in which this process can make no file."""


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, for their owner only, if it is not there.

    Under root each one made belongs to the owner of the folder above it, not to root.

    Raises:
        OSError: it could not be made.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner_of(folder.parent, folder)
        sync_folder(folder.parent)


def give_to_owner_of(model: Path, *paths: Path) -> None:
    """Give the paths the owner of the model, when root writes in the home of somebody else.

    So `sudo arqon-tts` locks nobody out of their own files. Does nothing for any other user.
    A path that is not there is passed over, and one that cannot be given away stays root's:
    what was written matters more. Of a link, the link itself is given.

    Raises:
        OSError: the model is gone.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        status = model.stat()
        for path in paths:
            with suppress(OSError):
                os.chown(path, status.st_uid, status.st_gid, follow_symlinks=False)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk.

    Raises:
        OSError: the disk refuses.
    """
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
