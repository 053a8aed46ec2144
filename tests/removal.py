"""Deleting a folder that a program still writes to."""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["remove_whole"]


def remove_whole(folder: Path) -> None:
    """Delete it in one step, for all who know its name: nothing can be made in it meanwhile."""
    aside = folder.with_name(f"{folder.name}.removed")
    folder.rename(aside)
    shutil.rmtree(aside)
