"""Saving what a person asked for under a name of theirs: whole or not at all, else why not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from arqon_settings.replacement import Replacement

__all__ = ["NotSaved", "saved_file", "why_not_saved"]


class NotSaved(Exception):
    """It was not saved; the text is for a person. What was there before is as it was."""


@contextmanager
def saved_file(path: Path, *, new: bool = False) -> Iterator[BinaryIO]:
    """What to write to; when the block ends it stands at `path`, whole.

    What is there is replaced then; with `new` nothing may be, and the name is taken at once, so
    that of two programs one gets it. A device or a pipe is written as it is.

    Raises:
        NotSaved: the folder or the disk does not allow it.
    """
    try:
        place = Path(os.path.realpath(path))  # a link stays
        if path.is_dir():
            raise NotSaved(f"'{path}' is a folder: give a file name in it.")
        if new:
            path.touch(exist_ok=False)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise NotSaved(why_not_saved(path, error)) from error
    try:
        with _written(path, place) as file:
            yield file
    except BaseException as error:
        if new:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotSaved(why_not_saved(path, error)) from error
        raise


@contextmanager
def _written(path: Path, place: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    made = Replacement(place, mode=0o666)
    try:
        yield made.file
    except BaseException:
        made.discard()
        raise
    made.keep()


def why_not_saved(path: Path, error: OSError | ValueError) -> str:
    """Why there is no file at `path`, and what to do, for a person."""
    folder = path.parent.absolute()
    match error:
        case NotADirectoryError():
            return f"'{folder}' is not a folder: save elsewhere."
        case FileNotFoundError() if folder.is_dir():
            return f"'{folder}' takes no files: save elsewhere."
        case FileNotFoundError():
            return f"The folder '{folder}' does not exist: create it, or save elsewhere."
        case FileExistsError():
            return f"'{path}' is there already: save under another name."
        case PermissionError():
            return f"You may not write in '{folder}': save elsewhere."
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return f"No space left on the disk of '{folder}': free some, or save elsewhere."
        case OSError(strerror=why):
            return f"'{path}' could not be written: {why}."
        case _:
            return f"{str(path)!r} cannot be the name of a file: {error}."
