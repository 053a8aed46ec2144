"""For how long a busy machine has not let a process run, and what of a wait for it counts."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["held_up_s", "that_counts"]

_LEAST: Final = 0.1


def held_up_s(pid: int) -> float:
    """For how many seconds its threads were ready to run and a busy machine did not let them.

    The second figure of /proc/PID/task/TID/schedstat (Linux, sched-stats.rst), over all of them;
    0 where the kernel does not tell, or the process has ended.
    """
    waited_ns = 0
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 -- names only, and often
            with suppress(OSError, IndexError, ValueError):  # this thread has ended meanwhile
                figures = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()
                waited_ns += int(figures[1])
    return waited_ns / 1e9


def that_counts(passed_s: float, held_up_s: float) -> float:
    """What counts of `passed_s` seconds of waiting for a process that was held up meanwhile.

    A tenth at least, so that one that spins on a busy machine is not waited for without an end.
    """
    return max(_LEAST * passed_s, passed_s - max(0.0, held_up_s))
