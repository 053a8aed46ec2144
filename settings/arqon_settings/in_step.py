"""Waits of many threads that end together, for a program that is idle."""

from __future__ import annotations

import time

__all__ = ["until_next"]


def until_next(seconds: float) -> float:
    """How long it is until the clock is at a multiple of `seconds`; at most that long.

    A thread that wakes by itself finds the processor's caches cold, and runs several times as long
    as one that wakes beside others.
    """
    return seconds - time.monotonic() % seconds
