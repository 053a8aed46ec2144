"""Memory that was used and freed goes back to the system: the guest's is small."""

from __future__ import annotations

import ctypes

__all__ = ["give_back"]


def give_back() -> None:
    """Ask the C library for what it keeps of freed memory; only glibc can be asked."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
