"""What a VM has of the machine, of which nothing may be left after it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["mounts", "nothing_runs"]

_CGROUPS: Final = Path("/sys/fs/cgroup/firecracker")
_PROGRAMS: Final = {"firecracker", "jailer"}


def mounts() -> list[str]:
    """As this process sees them."""
    return Path("/proc/mounts").read_text().splitlines()


def nothing_runs() -> None:
    """Raises AssertionError if a Firecracker, a jailer or a cgroup of one is there."""
    assert _processes() == []
    assert [path for path in _CGROUPS.glob("*") if path.is_dir()] == []


def _processes() -> list[str]:
    """A zombie has ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            lines = status.read_text().splitlines()
            if lines[0].split()[-1] in _PROGRAMS and "Z" not in lines[2]:
                found.append(status.parent.name)
    return found
