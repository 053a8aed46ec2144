"""The processes that a test has started."""

from __future__ import annotations

import os
from contextlib import suppress

import psutil


def children(running: str, of: int | None = None) -> set[int]:
    """The children of this process, or of another one, whose command line has that word.

    Other tests may have left some that are about to end: take away those that were there before.
    """
    found = set()
    for child in psutil.Process(of or os.getpid()).children():
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            if any(running in word for word in child.cmdline()):
                found.add(child.pid)
    return found


def lives(pid: int) -> bool:
    """Whether it runs; one that has ended may wait for whoever is to look at its exit code."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
