"""What the tests measured, for the table at the end of a run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["FIGURES", "timed"]

FIGURES: dict[str, list[float]] = {}
"""Seconds, by what took them."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    """How long the block takes, said at once too; one that fails is not counted."""
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    FIGURES.setdefault(what, []).append(took)
    sys.stderr.write(f"\n{what}: {took:.1f} s\n")
