"""From the backlog into the store, in batches, through every fault that the file may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from arqon_voice.sqlite.faults import BusyError, DamagedError, MovedError, UnusableError
from arqon_voice.sqlite.place import set_aside
from arqon_voice.telemetry.backlog import Backlog, Drops
from arqon_voice.telemetry.events import TELEMETRY_DROPPED, TELEMETRY_RESET, Event, Source, Value
from arqon_voice.telemetry.rows import stored
from arqon_voice.telemetry.store import Retention, Store

__all__ = ["Limits", "Writer", "WriterState"]

WriterState = Literal["writing", "retrying", "in memory only"]

_DROPS_SAID_EVERY_S = 1.0
_EXPIRED_EVERY_S = 60.0
_CHECKED_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much waits in memory, and when it is written.

    `queue` events wait while the file cannot be written (some 0.5 kB each). Events gather for
    `gather_s` before they are written, at most `batch` in one transaction, so that another
    process sees them well within the contract's 250 ms. After a fault the next try comes after
    `retry_s[0]`, then after twice as long, up to `retry_s[1]`.
    """

    queue: int = 50_000
    batch: int = 2_000
    gather_s: float = 0.025
    retry_s: tuple[float, float] = (0.1, 5.0)
    retention: Retention = field(default_factory=Retention)


class Writer:
    """Writes what the backlog holds; a fault of the file costs time, never an exception.

    For one thread; `health` and `in_hand` may be read by any. `health` is the state, and what
    is, or was, wrong with the file.
    """

    def __init__(
        self,
        path: Path,
        backlog: Backlog,
        limits: Limits,
        source: Source,
        clock: Callable[[], float],
    ) -> None:
        self._path, self._backlog, self._limits = path, backlog, limits
        self._source, self._clock = source, clock
        self._store: Store | None = None
        self._batch: list[Event] = []
        self._delay = 0.0
        self._notice = ""
        self._told, self._told_at = Drops(), 0.0
        self._expired_at = 0.0
        self.health: tuple[WriterState, str] = ("writing", "")

    @property
    def in_hand(self) -> int:
        """How many events were taken from the backlog and are not yet written."""
        return len(self._batch)

    def step(self) -> float:
        """Write what waits; return after how many seconds to come back even without an event.

        Ends with the first batch that was not full, so that the next one may gather.
        """
        try:
            self._write()
            wait = self._tidy()
        except (BusyError, MovedError) as error:
            return self._retry(error)
        except DamagedError as error:
            return self._begin_anew(error)
        except UnusableError as error:
            return self._wait_for_help(str(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the thread
            return self._wait_for_help(f"{self._path}: {error!r}")
        self._recovered()
        return wait

    def close(self) -> None:
        """Close the file; the next step opens it again."""
        if self._store:
            self._store.close()
        self._store = None

    def _write(self) -> None:
        full = True
        while full and self._next_batch():
            full = len(self._batch) >= self._limits.batch
            store = self._open()
            store.append([stored(event) for event in self._batch])
            self._batch = []
            store.shrink(self._limits.retention.max_bytes)
            self._recovered()

    def _recovered(self) -> None:
        self._delay = 0.0
        self.health = ("writing", self._notice)

    def _open(self) -> Store:
        if self._store is None:
            self._store = Store(self._path)
        return self._store

    def _next_batch(self) -> bool:
        if not self._batch:
            self._batch = [*self._unsaid_drops(), *self._backlog.take(self._limits.batch)]
        return bool(self._batch)

    def _unsaid_drops(self) -> list[Event]:
        drops, now = self._backlog.drops, self._clock()
        if drops == self._told or abs(now - self._told_at) < _DROPS_SAID_EVERY_S:
            return []
        dropped = drops.dropped - self._told.dropped
        chunks = drops.stream_chunks - self._told.stream_chunks
        self._told, self._told_at = drops, now
        return [self._own_event(TELEMETRY_DROPPED, dropped=dropped, stream_chunks=chunks)]

    def _tidy(self) -> float:
        if abs(self._clock() - self._expired_at) >= _EXPIRED_EVERY_S:
            store, retention = self._open(), self._limits.retention
            if self._expire(store) or store.shrink(retention.max_bytes) or store.give_back():
                return self._limits.gather_s
            self._expired_at = self._clock()
        if self._store:
            self._store.check()
        return _CHECKED_EVERY_S

    def _expire(self, store: Store) -> bool:
        now_ms, max_age_ms = int(self._clock() * 1000), self._limits.retention.max_age_ms
        before_ms = now_ms - max_age_ms
        borne_out = store.has_between(before_ms, now_ms - max_age_ms // 2)  # see `Retention`
        return borne_out and store.expire(before_ms, now_ms)

    def _retry(self, error: BusyError | MovedError) -> float:
        if isinstance(error, MovedError):
            self.close()
            self._notice = str(error)
        self.health = ("retrying", str(error))
        return self._limits.retry_s[0]

    def _wait_for_help(self, fault: str) -> float:
        self.close()
        first, longest = self._limits.retry_s
        self._delay = min(longest, 2 * self._delay or first)
        self.health = ("in memory only", fault)
        return self._delay

    def _begin_anew(self, error: DamagedError) -> float:
        self.close()
        now = datetime.fromtimestamp(self._clock(), UTC)
        try:
            kept = set_aside(self._path, error.identity, now.strftime("%Y%m%dT%H%M%SZ"))
        except (BusyError, UnusableError) as hindrance:
            return self._wait_for_help(f"{error}, and cannot be set aside: {hindrance}")
        if kept:
            self._notice = f"{error}; it is kept as {kept.name}, and a new one was started"
            reset = self._own_event(TELEMETRY_RESET, reason=str(error), kept_as=kept.name)
            self._batch.insert(0, reset)
        return self._wait_for_help(self._notice or str(error))

    def _own_event(self, name: str, **data: Value) -> Event:
        return Event(name, int(self._clock() * 1000), "", "", self._source, data)
