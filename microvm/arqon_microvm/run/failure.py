"""What is known of a monitor that failed: its last lines, and whether it had too little memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError

__all__ = ["explained", "oom_kills"]

_LINES: Final = 5
_BYTES: Final = 2000
_CGROUPS: Final = Path("/sys/fs/cgroup")


@contextmanager
def explained(log: Path, console: Path, cgroup: str) -> Iterator[None]:
    """Adds to a VmError from within what monitor and guest said last: both go with their folder.

    `cgroup` is what the jailer puts its jails below: the name of the executable.

    Raises:
        VmError: with all of that.
    """
    groups = [_own_cgroup(), _CGROUPS / cgroup]
    before = oom_kills(groups)
    try:
        yield
    except VmError as error:
        what, said = error.what, _last_lines(log)
        if oom_kills(groups) > before:
            what += "; the kernel killed it, since it needed more memory than its limit allows"
        if said:
            what += f"; it said last: {said}"
        if heard := _last_lines(console):
            what += f"; its guest said last: {heard}"
        raise VmError(what, "" if str(log) in error.next_step else error.next_step) from error


def oom_kills(groups: list[Path]) -> int:
    """How many processes were killed so in these control groups and all below them.

    See `memory.events` in Documentation/admin-guide/cgroup-v2.rst of Linux.
    """
    kills = 0
    for group in groups:
        with suppress(OSError):
            for line in (group / "memory.events").read_text(encoding="ascii").splitlines():
                name, _, number = line.partition(" ")
                kills += int(number) if name == "oom_kill" else 0
    return kills


def _own_cgroup() -> Path:
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
            if line.startswith("0::"):
                return _CGROUPS / line.removeprefix("0::").lstrip("/")
    return _CGROUPS


def _last_lines(log: Path) -> str:
    try:
        said = log.read_bytes()[-_BYTES:].decode(errors="replace")
    except OSError:
        return ""
    return " | ".join(line.strip() for line in said.splitlines()[-_LINES:] if line.strip())
