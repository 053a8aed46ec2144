"""Where the panel saves files: in the working folder, over no other."""

from __future__ import annotations

from pathlib import Path

from arqon_tui.panel.refusals import Refused

__all__ = ["unused", "working_folder"]


def working_folder() -> Path:
    """Where files are saved.

    Raises:
        Refused: it was deleted.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        gone = "The working folder was deleted: start the panel in one that exists to save files."
        raise Refused(gone) from None


def unused(path: Path) -> Path:
    """The path, or one like it with a number, that no file has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
