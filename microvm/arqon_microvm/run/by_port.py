"""A supervisor by the port that it listens on: its state folder may be another one, or gone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.proxy.holders import listener
from arqon_microvm.run.folder import LOCK
from arqon_microvm.run.process import Process, identify

__all__ = ["Found", "supervisor_at"]

_REMOVED: Final = " (deleted)"
"""What the kernel appends to the name of an open file that was removed; see proc_pid_fd(5)."""


@dataclass(frozen=True, slots=True)
class Found:
    """`folder` is where its state is, or was: `removed` tells."""

    process: Process
    folder: Path
    removed: bool


def supervisor_at(listen: tuple[str, int]) -> Found | None:
    """None where nobody listens, or something else than a supervisor of this user."""
    serving = listener(listen[1])
    process = identify(int(serving.name)) if serving is not None else None
    if serving is None or process is None:
        return None
    words = b""
    with suppress(OSError):
        words = (serving / "cmdline").read_bytes()
    lock = _lock_of(serving) if b"\0vm\0run\0" in words else None
    if lock is None:
        return None
    name = lock.removesuffix(_REMOVED)
    return Found(process, Path(name).parent, removed=name != lock)


def _lock_of(process: Path) -> str | None:
    with suppress(OSError):
        for descriptor in (process / "fd").iterdir():
            with suppress(OSError):
                name = str(descriptor.readlink())
                if Path(name.removesuffix(_REMOVED)).name == LOCK:
                    return name
    return None
