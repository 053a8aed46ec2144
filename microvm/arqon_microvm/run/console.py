"""The guest's console: the latest of it on disk, and whether the guest gives signs of life."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from arqon_microvm.guest.beat import BEAT

__all__ = ["HALF_BYTES", "Console"]

HALF_BYTES: Final = 1 << 20
_LINE_BYTES: Final = 4096
_DEATH: Final = re.compile(rb"\[ *\d+\.\d{6}\](\[ *[TC]\d+\])? Kernel panic - not syncing")
"""What Linux says when the guest is over, at a line's start and dated, as only the kernel writes:
the guest's first process marks all other lines (`printk.time=1` in the command line makes it so;
kernel/printk/printk.c). A stall or an oops it may survive: the beat tells."""


class Console:
    """Two files: when the newer one is full, it takes the older one's place.

    The beat of the guest's first process is counted, and not kept.
    """

    def __init__(
        self,
        path: Path,
        half_bytes: int = HALF_BYTES,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._older = path.with_name(path.name + ".1")
        self._half_bytes = half_bytes
        self._now = now
        self._file = path.open("ab", buffering=0)
        self._line = b""
        self._within = False
        self.last_beat: float | None = None
        self.last_heard: float | None = None
        self.death = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def begin(self, what: str) -> None:
        """Another VM speaks from here on."""
        self.last_beat = self.last_heard = None
        self.death, self._line, self._within = "", b"", False
        self._append(f"--- {what} ---\n".encode())

    def write(self, piece: bytes) -> None:
        """What the guest says, in any pieces; a line is kept when it is whole, or too long."""
        self.last_heard = self._now()
        self._line += piece
        *lines, self._line = self._line.split(b"\n")
        for line in lines:
            self._take(line + b"\n")
            self._within = False
        if len(self._line) > _LINE_BYTES:
            self._take(self._line)
            self._line, self._within = b"", True

    def _take(self, line: bytes) -> None:
        """A line, or a piece of one; `_within` tells whether it goes on with an earlier piece."""
        if not self._within:
            if line.rstrip() == BEAT:
                self.last_beat = self._now()
                return
            if not self.death and _DEATH.match(line):
                self.death = line.decode("ascii", "replace").strip()[:120]
        self._append(line)

    def _append(self, piece: bytes) -> None:
        """A disk that is full loses the console's words, not the guest."""
        try:
            self._file.write(piece)
            if self._file.tell() >= self._half_bytes:
                self._file.close()
                self._path.replace(self._older)
                self._file = self._path.open("ab", buffering=0)
        except OSError:
            return
