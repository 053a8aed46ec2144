"""Who holds a claim or a lock: a process told from any other, also after it has died."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["ProcessOwner"]

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_NO_START = "?"
"""The start of a process that this user may not look at."""


@dataclass(frozen=True, slots=True)
class ProcessOwner:
    """A process: which boot of the machine, which number, and when it began.

    A process number is used again in time, and by every container; the other two tell a new
    holder of the number from the old one.

    Attributes:
        boot: the kernel's name for this boot; empty where it has none (macOS, Windows).
        pid: the process number.
        start: under Linux in clock ticks since boot, which no setting of the clock moves;
            elsewhere in milliseconds of the epoch, which no two boots share.
    """

    boot: str
    pid: int
    start: str

    @classmethod
    def of(cls, pid: int) -> ProcessOwner:
        """The process that has the number `pid` now."""
        return cls(_boot(), pid, _start(pid) or "")

    def is_alive(self) -> bool:
        """Whether that process still runs; a zombie does not.

        One that this user may not look at counts as running: that is safe for one who waits for it.
        """
        if self.boot != _boot():
            return False
        return _start(self.pid) in (self.start, _NO_START)

    def __str__(self) -> str:
        return f"{self.boot}/{self.pid}/{self.start}"

    @classmethod
    def parse(cls, text: str) -> ProcessOwner:
        """Read what `str` wrote; what it did not write is a process that is not alive."""
        boot, _, rest = text.partition("/")
        pid, _, start = rest.partition("/")
        with suppress(ValueError):
            return cls(boot, int(pid), start)
        return cls("unknown", 0, "")


def _boot() -> str:
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""


def _start(pid: int) -> str | None:
    """When `pid` began; None if it does not run."""
    try:
        process = psutil.Process(pid)
        if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
            return None
        return _ticks(process) if psutil.LINUX else f"{process.create_time() * 1000:.0f}"
    except (psutil.NoSuchProcess, ValueError):  # a negative number is not a process either
        return None
    except psutil.AccessDenied:
        return _NO_START


def _ticks(process: psutil.Process) -> str:
    # psutil adds the moment of boot, which moves when the clock is set.
    since_boot = process.create_time() - psutil.boot_time()
    return str(round(since_boot * os.sysconf("SC_CLK_TCK")))
