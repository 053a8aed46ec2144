"""Files that are there whole or not at all, also after a crash."""

from __future__ import annotations

import errno
import glob
from datetime import datetime
from itertools import count
from pathlib import Path

from arqon_settings.folders import TAKES_NO_FILE
from arqon_settings.in_place import NO_ROOM, under_way, write_in_place
from arqon_settings.replacement import replace_whole

__all__ = ["keep_copy", "replace_durably"]

_NOT_BY_RENAME = (errno.EBUSY, errno.EXDEV, *TAKES_NO_FILE)
"""A file that is a mount point, as in containers; one in a folder that is not ours to write."""


def replace_durably(
    path: Path, data: bytes, *, expected: bytes | None = None, on_a_full_disk: bool = False
) -> None:
    """Put the data in the place of the file: a crash at any point leaves the old or the new one.

    Mode and owner stay those of the file that is replaced; a new file is for its owner only.
    The caller is the only writer at the time. What an earlier writer left half done is removed.
    A file that can only be written in place is: see `write_in_place`.

    Args:
        path: the place.
        data: all that the file shall hold.
        expected: replace only a file that holds just this, where others write without a lock.
        on_a_full_disk: where there is no room for a second file, write in place, too.

    Raises:
        ChangedMeanwhile: it holds something else.
        OSError: nothing was replaced. In either case nothing is left behind.
    """
    in_place = (*_NOT_BY_RENAME, *NO_ROOM) if on_a_full_disk else _NOT_BY_RENAME
    for orphan in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        orphan.unlink(missing_ok=True)
    try:
        replace_whole(path, data, expected=expected)
    except OSError as refused:
        if refused.errno not in in_place or not path.is_file():
            raise
        write_in_place(path, data, expected, on_a_full_disk=on_a_full_disk)
    else:
        under_way(path).unlink(missing_ok=True)


def keep_copy(path: Path, data: bytes, when: datetime) -> Path:
    """Keep the data beside the file as ``<name>.bad-<when>``; an earlier copy stays.

    Raises:
        OSError: nothing was kept, and nothing is left behind.
    """
    stem = f"{path.name}.bad-{when:%Y%m%dT%H%M%SZ}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    copy = next(c for name in names if not (c := path.with_name(name)).exists())
    replace_whole(copy, data, like=path)
    return copy
