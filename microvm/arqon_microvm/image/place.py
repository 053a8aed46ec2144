"""Where an image is built and put: beside its place, and into it only when all of it is there."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS
from arqon_microvm.image.signals import uninterrupted

__all__ = ["FREE_BYTES", "built_beside"]

FREE_BYTES: Final = 2 << 30
_FORMER: Final = "former"
_MADE: Final = "image"


_IMAGE: Final = frozenset({MANIFEST, *OUTPUTS})


@contextmanager
def built_beside(
    out: Path, parts: frozenset[str] = _IMAGE, needed: int = FREE_BYTES
) -> Iterator[Path]:
    """An empty folder; what its `image` holds at the end takes the place of `out`.

    `parts` are the names that a former `out` may hold, `needed` is room in bytes. On any error
    `out` stays as it was, and the folder goes; after a crash the next call clears up.

    Raises:
        VmError: no room, another build is at it, `out` is something else, or a file cannot be
            read or written, be it here or by the caller meanwhile.
    """
    try:
        with _built_beside(out, parts, needed) as scratch:
            yield scratch
    except OSError as error:
        raise VmError(
            f"{error.filename or out.parent}: {error.strerror or error}",
            f"Nothing was made: give this user room and write access in {out.parent}, or name "
            "another place with --out.",
        ) from error


@contextmanager
def _built_beside(out: Path, parts: frozenset[str], needed: int) -> Iterator[Path]:
    _look_at(out, parts)
    out.parent.mkdir(parents=True, exist_ok=True)
    if (free := shutil.disk_usage(out.parent).free) < needed:
        raise VmError(
            f"{out.parent} has {free >> 20} MB free; {needed >> 20} MB are needed",
            "Make room, or name another place with --out.",
        )
    scratch = out.with_name(f".{out.name}.building")
    with _alone(out):
        if (scratch / _FORMER).exists() and not out.exists():
            (scratch / _FORMER).rename(out)
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            (scratch / _MADE).mkdir(parents=True)
            yield scratch
            _put(scratch, out)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _look_at(out: Path, parts: frozenset[str]) -> None:
    """What is replaced is deleted: that must be one of ours, not somebody's folder."""
    if out.is_dir():
        strange = sorted(path.name for path in out.iterdir() if path.name not in parts)
        if not strange:
            return
        raise VmError(
            f"{out} holds what must not be replaced: {strange[0]}", "Name another with --out."
        )
    if out.exists():
        raise VmError(f"{out} is not a folder", "Name another with --out.")


def _put(scratch: Path, out: Path) -> None:
    """Two renamings that no ctrl-c comes between."""
    with uninterrupted():
        if out.exists():
            out.rename(scratch / _FORMER)
        (scratch / _MADE).rename(out)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    with out.with_name(f".{out.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VmError(f"another build of {out} is under way", "Wait for its end.") from error
        yield
