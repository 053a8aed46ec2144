"""Deleting a folder that a program still writes to."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

__all__ = ["file_instead", "remove_whole"]


def remove_whole(folder: Path) -> None:
    """Delete it in one step, for all who know its name: nothing can be made in it meanwhile."""
    aside = folder.with_name(f"{folder.name}.removed")
    folder.rename(aside)
    shutil.rmtree(aside)


def file_instead(folder: Path) -> None:
    """Put a file in the folder's place, also where somebody makes the folder anew meanwhile."""
    while folder.is_dir():
        remove_whole(folder)
        with suppress(IsADirectoryError):
            folder.write_text("in the way")
