"""Hears what is told while an image is made."""

from __future__ import annotations

__all__ = ["unsaid"]


def unsaid(text: str) -> None:
    """Nothing is to be told but how far a program is, which takes its time on a busy machine."""
    if not text.startswith("  "):
        raise AssertionError(f"said too early: {text}")
