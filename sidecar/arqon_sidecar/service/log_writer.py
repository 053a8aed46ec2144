"""Writes lines to a file descriptor that may not be read; nobody waits for it."""

from __future__ import annotations

import os
import select
import threading
from collections import deque

__all__ = ["LogWriter"]

_MOST_BYTES = 4 * 2**20
"""What may wait to be written: some 10,000 lines."""
_FLUSH_S = 0.5
"""For which the end waits for somebody who reads: the service ends within 5 s."""


class LogWriter:
    """A thread that writes; what does not fit in front of it is dropped and counted."""

    def __init__(self, descriptor: int, most_bytes: int = _MOST_BYTES) -> None:
        self.dropped = 0
        self._descriptor = descriptor
        self._room = most_bytes
        self._lines: deque[bytes] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def put(self, line: bytes) -> None:
        """Have a line written, or dropped; from any thread."""
        with self._changed:
            if len(line) > self._room:
                self.dropped += 1
                return
            self._room -= len(line)
            self._lines.append(line)
            self._changed.notify()

    def close(self, within_s: float = _FLUSH_S) -> None:
        """Write what waits, as far as it is read in that time, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(within_s)

    def _run(self) -> None:
        told, alive = 0, True
        while alive and (line := self._next()) is not None:
            alive = self._write(line)
            if self.dropped > told:
                told = self.dropped
                alive = alive and self._write(b'{"event":"lines_dropped","total":%d}\n' % told)

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._closed)
            if not self._lines:
                return None
            line = self._lines.popleft()
            self._room += len(line)
            return line

    def _write(self, line: bytes) -> bool:
        """Whether there is still somebody to write to."""
        try:
            while line:
                try:
                    line = line[os.write(self._descriptor, line) :]
                except BlockingIOError:  # somebody made the other end's file non-blocking
                    select.select([], [self._descriptor], [])
        except OSError:
            return False
        return True
