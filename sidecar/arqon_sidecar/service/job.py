"""One request's work: made on the engine's thread, taken by its client's task."""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Final, Self

from arqon_sidecar.service.pieces import Piece, Timings
from arqon_sidecar.service.turns import Standing

__all__ = ["ClosedError", "GoneError", "Job", "Work"]


_SHORT: Final = 100
"""Characters of an answer that goes out whole and is due within 2 s, see `turns`."""


class ClosedError(Exception):
    """The service shut down before the job was done."""


class GoneError(Exception):
    """The job's own client left it."""


Work = Callable[["Job"], Generator[Piece | None, None, None]]
"""What makes a job's pieces, on the engine's thread; it is given the job to see whether to stop.

It yields None before each run of the engine, and again when a run was interrupted while the job has
not been left: there another job may have the engine, and this one goes on later.
"""


class Job:
    """An asynchronous iterator of pieces; `work` yields them on the engine's thread.

    Iterating raises what `work` raised, ClosedError when the service shuts down, GoneError once the
    client has left.
    """

    def __init__(
        self,
        work: Work,
        on_read: Callable[[Job], None],
        *,
        streamed: bool,
        characters: int,
        whole: bool = False,
    ) -> None:
        self.timings = Timings()
        self.arrived = time.monotonic()
        self._whole = streamed and whole
        self.left = False
        self.work = work(self)
        # A newcomer may go first, but its client hears nothing meanwhile.
        waits = min(characters, _SHORT) if self._whole else characters
        self.standing = Standing(self.arrived, 0, streamed and not self._whole, waits)
        self._begun = False
        self._joined = self.arrived
        self._loop = asyncio.get_running_loop()
        self._made: asyncio.Queue[Piece | Exception | None] = asyncio.Queue()
        self._on_read = on_read
        self._read_s = 0.0
        self._lock = threading.Lock()

    @property
    def unread_s(self) -> float:
        """Seconds of sound that were made and not taken."""
        return self.standing.audio - self._read_s

    @property
    def queued_s(self) -> float:
        """Seconds before the engine turned to it, or until now where it has not."""
        return self.timings.queue if self._begun else time.monotonic() - self.arrived

    @property
    def ahead_s(self) -> float | None:
        """Seconds of sound that its listener has left to play.

        None where the answer goes out whole; without end where it is sent as it is made, but not
        heard before all of it is there.
        """
        standing = self.standing
        if self._whole:
            return math.inf
        if not standing.streamed:
            return None
        if standing.first_audio is None:
            return 0.0
        return standing.first_audio + self.timings.audio - time.monotonic()

    def joins(self, place: int) -> None:
        """It waits for its turn, behind those that are due at the same moment."""
        self._joined = time.monotonic()
        self._stands(place=place)

    def interrupted(self) -> None:
        """Its run is ended for a job whose turn comes before its own."""
        self._stands(interruptions=self.standing.interruptions + 1)

    def begin(self) -> float:
        """The engine's thread turns to this job; the seconds that it waited for that."""
        waited = time.monotonic() - self._joined
        if not self._begun:
            self._begun = True
            self.timings.queue = waited
        return waited

    def _stands(self, **changes: float) -> None:
        """Both threads change it: the client's that comes, and the engine's."""
        with self._lock:
            self.standing = replace(self.standing, **changes)  # type: ignore[arg-type]

    def put(self, piece: Piece) -> None:
        """Hand a piece over; from the engine's thread."""
        now = time.monotonic()
        first = self.standing.first_audio or now
        self._stands(first_audio=first, last_audio=now, audio=self.timings.audio, interruptions=0)
        self._send(piece)

    def finish(self, error: Exception | None = None) -> None:
        """There is no more, and why; from any thread."""
        self._send(error)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Piece:
        made = await self._made.get()
        if made is None:
            raise StopAsyncIteration
        if isinstance(made, Exception):
            raise made
        self._read_s = made.ends_s
        self._on_read(self)
        return made

    def _send(self, made: Piece | Exception | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the process ends
            self._loop.call_soon_threadsafe(self._made.put_nowait, made)
