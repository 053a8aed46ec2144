"""One writer at a time, over all processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_settings.errors import NotWritten
from arqon_settings.folders import give_to_owner_of, make_folder

__all__ = ["LONGEST_WAIT", "only_writer"]

LONGEST_WAIT = 2.0
"""Seconds. A write takes milliseconds; who waits longer waits for a process that hangs."""

_POLL = 0.001
"""Seconds. Short, so that one who writes again and again leaves a gap for the others."""


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock file beside the path; the kernel lets go of it when the process dies.

    Raises:
        NotWritten: the lock was not free in time.
        OSError: the lock file, or its folder, could not be made.
    """
    from filelock import FileLock, Timeout  # slow to import, and only writers need it

    make_folder(path.parent)
    lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600, poll_interval=_POLL)
    try:
        lock.acquire(timeout=LONGEST_WAIT)
    except Timeout:
        why = f"{lock.lock_file} was not free for {LONGEST_WAIT:g} s, another process holds it"
        raise NotWritten(path, f"{why}; end that process, then try again") from None
    try:
        give_to_owner_of(path.parent, Path(lock.lock_file))
        yield
    finally:
        lock.release()
