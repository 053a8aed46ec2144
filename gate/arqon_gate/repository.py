"""The checkout that this program runs from."""

from __future__ import annotations

from pathlib import Path

__all__ = ["checkout"]


def checkout() -> Path | None:
    """Its folder; None where the program is installed without its repository."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / ".git").exists() else None
