"""What the platform tells of files and folders, waited for without looking again and again."""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

__all__ = ["Notifications", "notifications_of"]

_STEP_MS: Final = 20
"""How often watchfiles looks through what it has gathered, in memory; half of its latency."""
_DELETED: Final = 3
"""How watchfiles writes `watchfiles.Change.deleted`."""


class Notifications(Protocol):
    """Gathers what happens at some paths from the moment on at which it is made.

    For one thread, but for `wake`. Making one raises `OSError` or `RuntimeError` where the platform
    has no more notifications to give.
    """

    def wait(self, seconds: float, gather_s: float) -> tuple[bool, bool]:
        """Wait for something to happen, `seconds` at most, and then `gather_s` for more of it.

        Returns:
            Whether anything happened, and whether one of the paths was deleted, moved or
            unmounted: it has to be watched anew.
        """
        ...

    def wake(self) -> None:
        """End the wait that is under way, and each later one."""
        ...

    def close(self) -> None:
        """Gather no more."""
        ...


def notifications_of(paths: Sequence[str]) -> Notifications:
    """What happens to these files, and in these folders but not below.

    Raises:
        OSError: the platform has no more of them, or a path is gone.
        RuntimeError: the same, of watchfiles.
    """
    return Inotify(paths) if sys.platform == "linux" else Watchfiles(paths)


class Inotify:
    """Linux: the kernel wakes the thread that waits, and nothing runs meanwhile."""

    def __init__(self, paths: Sequence[str]) -> None:
        from inotify_simple import INotify, flags  # only who watches needs it

        self._gone = flags.DELETE_SELF | flags.MOVE_SELF | flags.UNMOUNT | flags.IGNORED
        written = flags.CREATE | flags.MODIFY | flags.CLOSE_WRITE | flags.ATTRIB
        taken = flags.MOVED_FROM | flags.MOVED_TO | flags.DELETE
        self._files = INotify()
        self._woken = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._either, self._wake_only = select.poll(), select.poll()
        self._either.register(self._files, select.POLLIN)
        for poll in (self._either, self._wake_only):
            poll.register(self._woken, select.POLLIN)
        try:
            for path in paths:
                self._files.add_watch(path, written | taken | flags.DELETE_SELF | flags.MOVE_SELF)
        except BaseException:
            self.close()
            raise

    def wait(self, seconds: float, gather_s: float) -> tuple[bool, bool]:
        """See `Notifications`."""
        if not self._either.poll(seconds * 1000):
            return False, False
        self._wake_only.poll(gather_s * 1000)
        return True, any(event.mask & self._gone for event in self._files.read(timeout=0))

    def wake(self) -> None:
        """See `Notifications`."""
        os.eventfd_write(self._woken, 1)

    def close(self) -> None:
        """See `Notifications`."""
        self._files.close()
        os.close(self._woken)


class Watchfiles:
    """Any other platform: watchfiles gathers, and what it has is looked through in short steps."""

    def __init__(self, paths: Sequence[str]) -> None:
        from watchfiles._rust_notify import RustNotify  # documented as low level

        self._paths = frozenset(paths)
        self._woken = threading.Event()
        self._files = RustNotify(list(paths), False, False, 0, False, True)

    def wait(self, seconds: float, gather_s: float) -> tuple[bool, bool]:
        """See `Notifications`."""
        # For watchfiles, 0 is for ever.
        events = self._files.watch(1, _STEP_MS, max(1, int(seconds * 1000)), self._woken)
        if not isinstance(events, set):
            return False, False
        self._woken.wait(gather_s)
        return True, any((_DELETED, path) in events for path in self._paths)

    def wake(self) -> None:
        """See `Notifications`."""
        self._woken.set()

    def close(self) -> None:
        """See `Notifications`."""
        with suppress(RuntimeError):
            self._files.close()
