"""Which mount a path lies on: hard links cross none, not even within one file system."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["IN_MEMORY", "Mount", "existing", "mount_of"]

IN_MEMORY: Final = frozenset({"tmpfs", "ramfs"})
"""Kinds of file system whose files count as their writer's memory."""

_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """Where it is, and the kind of its file system."""

    point: Path
    kind: str


def existing(path: Path) -> Path:
    """The path, or the folder above in which it would be made."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())


def mount_of(path: Path, mountinfo: Path = Path("/proc/self/mountinfo")) -> Mount:
    """The mount that the path is on, or would be made on, as this process sees it.

    See proc_pid_mountinfo(5). Of several at one point the latest covers the others.
    """
    place, best = existing(path).resolve(), Mount(Path("/"), "")
    for row in mountinfo.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        fields, _, source = row.partition(" - ")
        escaped = fields.split()[4]
        point = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), escaped))
        if place.is_relative_to(point) and len(point.parts) >= len(best.point.parts):
            best = Mount(point, source.split()[0])
    return best
