"""Who holds a claim: a process that can be told from any other, also after it has died."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ProcessOwner"]

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_STATE_FIELD, _START_FIELD = 0, 19
"""Of /proc/<pid>/stat, counted after the command name (proc(5): fields 3 and 22)."""


@dataclass(frozen=True, slots=True)
class ProcessOwner:
    """A process: which boot of the machine, which number, and when it began.

    A process number is used again in time, and by every container; the other two tell a new
    holder of the number from the old one. Where there is no /proc, they are empty.
    """

    boot: str
    pid: int
    start: str

    @classmethod
    def of(cls, pid: int) -> ProcessOwner:
        """The process that has the number `pid` now."""
        return cls(_boot(), pid, _start(pid) or "")

    def is_alive(self) -> bool:
        """Whether that process still runs; a zombie does not."""
        if self.boot != _boot():
            return False
        if not self.boot:
            return _answers(self.pid)
        return _start(self.pid) == self.start

    def __str__(self) -> str:
        return f"{self.boot}/{self.pid}/{self.start}"

    @classmethod
    def parse(cls, text: str) -> ProcessOwner:
        """Read what `str` wrote; what it did not write is a process that is not alive."""
        boot, _, rest = text.partition("/")
        pid, _, start = rest.partition("/")
        return cls(boot, int(pid), start) if pid.isdecimal() else cls("unknown", 0, "")


def _boot() -> str:
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""


def _start(pid: int) -> str | None:
    """When `pid` began, in clock ticks since boot; None if it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[_STATE_FIELD] in "ZX" else fields[_START_FIELD]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
