"""One writer at a time, over all processes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from arqon_settings.errors import NotWritten
from arqon_settings.folders import TAKES_NO_FILE, give_to_owner_of, make_folder

__all__ = ["LONGEST_WAIT", "only_writer"]

LONGEST_WAIT = 2.0
"""Seconds. A write takes milliseconds; who waits longer waits for a process that hangs."""

_POLL = 0.001
"""Seconds. Short, so that one who writes again and again leaves a gap for the others."""


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock file beside the path; the kernel lets go of it when the process dies.

    Where the folder takes no file, as in a read-only container with this file mounted into it,
    the file itself is locked.

    Raises:
        NotWritten: the lock was not free in time.
        OSError: the lock file, or its folder, could not be made.
    """
    make_folder(path.parent)
    with ExitStack() as held:
        try:
            held.enter_context(_lock_beside(path))
        except OSError as refused:
            can_be_locked = os.name == "posix" and os.access(path, os.W_OK)
            if refused.errno not in TAKES_NO_FILE or not can_be_locked:
                raise
            held.enter_context(_lock_on(path))
        yield


@contextmanager
def _lock_beside(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # slow to import, and only writers need it

    lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600, poll_interval=_POLL)
    try:
        lock.acquire(timeout=LONGEST_WAIT)
    except Timeout:
        raise _not_free(path, lock.lock_file) from None
    try:
        give_to_owner_of(path.parent, Path(lock.lock_file))
        yield
    finally:
        lock.release()


@contextmanager
def _lock_on(path: Path) -> Iterator[None]:
    import fcntl  # Windows has none

    give_up_at = time.monotonic() + LONGEST_WAIT
    with path.open("rb") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= give_up_at:
                    raise _not_free(path, str(path)) from None
            time.sleep(_POLL)
        yield


def _not_free(path: Path, lock: str) -> NotWritten:
    why = f"{lock} was not free for {LONGEST_WAIT:g} s, another process holds it"
    return NotWritten(path, f"{why}; end that process, then try again")
