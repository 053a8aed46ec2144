"""Reading what the kernel tells in small files, and what is not there as nothing."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["read", "version_of_kernel"]


def read(path: Path) -> str:
    """Its text without blanks around; empty where there is none, or it may not be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def version_of_kernel(release: str) -> tuple[int, int]:
    """`6.1` of `6.1.0-30-amd64`; zeros where there is none."""
    found = re.match(r"(\d+)\.(\d+)", release)
    return (int(found[1]), int(found[2])) if found else (0, 0)
