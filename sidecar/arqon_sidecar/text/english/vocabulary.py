"""Sets of words, as the modules of the grammar hold them."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> frozenset[str]:
    """The words of a text that holds nothing else."""
    return frozenset(text.split())
