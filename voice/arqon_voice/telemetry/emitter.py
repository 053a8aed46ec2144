"""Telemetry as its callers see it: they emit and go on; one thread writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arqon_voice.telemetry.backlog import Backlog
from arqon_voice.telemetry.events import Event, Source
from arqon_voice.telemetry.otlp import OtlpExport
from arqon_voice.telemetry.writer import Limits, Writer, WriterState
from arqon_voice.threads import has_ended

__all__ = ["Telemetry", "TelemetryStatus"]


@dataclass(frozen=True, slots=True)
class TelemetryStatus:
    """How the telemetry of this process fares, for a person to look at.

    `queued` events are not yet in the file, `dropped` never will be. `fault` says what is, or
    was, wrong with the file at `path`; it is empty when all is well.
    """

    state: WriterState
    queued: int
    dropped: int
    fault: str
    path: Path

    @property
    def unwritten(self) -> str:
        """After `close`: how much is not in the file, and why, for a person, or nothing."""
        if not self.queued:
            return ""
        why = self.fault or "no time was left"
        events = (
            "1 telemetry event was" if self.queued == 1 else f"{self.queued} telemetry events were"
        )
        return f"{events} not written: {why}"


class Telemetry:
    """Takes events from any thread and appends them to the store at `path`.

    Several processes may append to the same file at once. Whatever happens to the file, `emit`
    neither waits nor raises: see `status`. `source` marks the events that telemetry itself
    emits about drops and damage; `clock` gives epoch seconds. `export` is given every event
    too, and closed with this.
    """

    def __init__(
        self,
        path: Path,
        *,
        source: Source,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        export: OtlpExport | None = None,
    ) -> None:
        limits = limits or Limits()
        self._path, self._gather_s, self._retry_s = path, limits.gather_s, limits.retry_s[0]
        self._backlog = Backlog(limits.queue)
        self._writer = Writer(path, self._backlog, limits, source, clock)
        self._wake, self._hurry = threading.Event(), threading.Event()
        self._export = export
        self._progress = threading.Condition()
        self._written = 0
        self._closing = self._given_up = False
        self._thread = threading.Thread(target=self._run, name="telemetry", daemon=True)
        self._thread.start()

    def emit(self, event: Event) -> None:
        """Take `event` and return at once; after `close` it is ignored."""
        if not self._closing:
            if self._backlog.put(event):
                self._wake.set()
            if self._export is not None:
                self._export.take(event)

    @property
    def status(self) -> TelemetryStatus:
        """A snapshot of how it fares."""
        state, fault = self._writer.health
        queued = len(self._backlog) + self._writer.in_hand
        return TelemetryStatus(state, queued, self._backlog.drops.dropped, fault, self._path)

    def flush(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds until all that was emitted before is in the file."""
        emitted = self._backlog.accepted
        self._hurry.set()
        self._wake.set()
        with self._progress:
            return self._progress.wait_for(lambda: self._written >= emitted, timeout)

    def close(self, timeout: float) -> bool:
        """Write what waits, for at most `timeout` seconds; say whether all of it was written."""
        begun, self._closing = time.monotonic(), True
        self._hurry.set()
        self._wake.set()
        has_ended(self._thread, timeout)
        self._given_up = True
        if self._export is not None:
            self._export.close(max(0.0, begun + timeout - time.monotonic()))
        return self._written >= self._backlog.accepted

    def _run(self) -> None:
        wait = took = 0.0
        while not self._is_over():
            self._rest(wait, self._gather_s - took)
            begun = time.monotonic()
            wait = self._writer.step()
            took = time.monotonic() - begun
            self._note_progress()
        self._writer.close()

    def _rest(self, wait: float, gather: float) -> None:
        if self._writer.health[0] != "writing":
            self._hurry.wait(min(wait, self._retry_s) if self._closing else wait)
        elif not self._closing and (len(self._backlog) or self._wake.wait(wait)):
            self._hurry.wait(gather)
        self._wake.clear()
        self._hurry.clear()

    def _note_progress(self) -> None:
        with self._progress:
            if not self._writer.in_hand:
                self._written = self._backlog.oldest() - 1
            self._progress.notify_all()

    def _is_over(self) -> bool:
        return self._closing and (self._given_up or self._written >= self._backlog.accepted)
