"""Events that wait for the writer: bounded, and the stream chunks go first when it is full."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import RLock

from arqon_voice.telemetry.events import STREAM_CHUNK, Event

__all__ = ["Backlog", "Drops"]


@dataclass(frozen=True, slots=True)
class Drops:
    """How many events were dropped, and how many of these were stream chunks."""

    dropped: int = 0
    stream_chunks: int = 0


class Backlog:
    """A queue of at most `capacity` events that never makes a caller wait.

    Full, it drops the oldest stream chunk, or the oldest event if there is no chunk. The lock
    is re-entrant: a signal handler or a finalizer that emits in the middle of `put` is safe.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = RLock()
        self._accepted = 0
        self._chunks: deque[tuple[int, Event]] = deque()
        self._others: deque[tuple[int, Event]] = deque()
        self._drops = Drops()

    def __len__(self) -> int:
        return len(self._chunks) + len(self._others)

    @property
    def accepted(self) -> int:
        """How many events have been put in so far: the number of the newest one."""
        return self._accepted

    @property
    def drops(self) -> Drops:
        """What has been dropped so far."""
        return self._drops

    def put(self, event: Event) -> bool:
        """Take `event`; say whether the backlog was empty before."""
        with self._lock:
            was_empty = not (self._chunks or self._others)
            self._accepted += 1
            queue = self._chunks if event.name == STREAM_CHUNK else self._others
            queue.append((self._accepted, event))
            if len(self) > self._capacity:
                self._drop_one()
        return was_empty

    def take(self, limit: int) -> list[Event]:
        """Hand out the oldest events, at most `limit`, in the order in which they came."""
        with self._lock:
            return [self._older().popleft()[1] for _ in range(min(limit, len(self)))]

    def oldest(self) -> int:
        """The number of the oldest event that waits; of the next one to come if none does."""
        with self._lock:
            return self._older()[0][0] if len(self) else self._accepted + 1

    def _older(self) -> deque[tuple[int, Event]]:
        chunks, others = self._chunks, self._others
        return chunks if chunks and (not others or chunks[0][0] < others[0][0]) else others

    def _drop_one(self) -> None:
        chunk = 1 if self._chunks else 0
        (self._chunks or self._others).popleft()
        self._drops = Drops(self._drops.dropped + 1, self._drops.stream_chunks + chunk)
