"""The one queue in front of the engine: first come, first served, on one thread."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from arqon_sidecar.service.job import ClosedError, GoneError, Job, Work

__all__ = ["InferenceQueue", "OverloadedError"]

_USUAL_S = 2.0
"""What a job is taken to last before one has been seen."""


class OverloadedError(Exception):
    """As many jobs wait as may."""

    def __init__(self, waiting: int, retry_after_s: int) -> None:
        super().__init__(f"{waiting} jobs are waiting")
        self.waiting = waiting
        self.retry_after_s = retry_after_s


class InferenceQueue:
    """Runs jobs one at a time in order of arrival.

    A job whose client reads too slowly is set aside, with its place behind the others once the
    client has caught up: a listener who is minutes behind holds up nobody.
    """

    def __init__(self, limit: int, unread: int, interrupt: Callable[[], None]) -> None:
        """`limit` jobs may wait; `interrupt` ends the engine's run under way."""
        self._limit = limit
        self._unread = unread
        self._interrupt = interrupt
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._aside: set[Job] = set()
        self._running: Job | None = None
        self._closed = False
        self._usual_s = _USUAL_S
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
        self._thread.start()

    def running(self) -> int:
        """Jobs at the engine: 0 or 1."""
        return int(self._running is not None)

    def waiting(self) -> int:
        """Jobs that wait, those set aside included."""
        return len(self._waiting) + len(self._aside)

    def submit(self, work: Work) -> Job:
        """Queue a job; from its client's task.

        Raises:
            OverloadedError: as many jobs wait as may.
            ClosedError: the service shuts down.
        """
        with self._changed:
            if self._closed:
                raise ClosedError
            waiting = self.waiting()
            if waiting >= self._limit:
                raise OverloadedError(waiting, max(1, round(waiting * self._usual_s)))
            job = Job(work, self._read)
            self._waiting.append(job)
            self._changed.notify()
        return job

    def leave(self, job: Job) -> None:
        """The client is gone: out of the queue, or stop the engine if it works on this job."""
        with self._changed:
            job.left = True
            if job in self._waiting:
                self._waiting.remove(job)
            self._aside.discard(job)
            if job is self._running:
                self._interrupt()
        job.finish(GoneError())

    def close(self) -> None:
        """Refuse what waits and what comes; the running job goes on until `stop`."""
        with self._changed:
            self._closed = True
            refused = [*self._waiting, *self._aside]
            self._waiting.clear()
            self._aside.clear()
            self._changed.notify()
        for job in refused:
            job.finish(ClosedError())

    def stop(self) -> None:
        """End the running job too, and the thread."""
        self.close()
        with self._changed:
            job = self._running
            if job is not None:
                job.left = True
                self._interrupt()
        if job is not None:
            job.finish(ClosedError())
        self._thread.join(timeout=1.0)

    def _read(self, job: Job) -> None:
        """The client took a piece: a job set aside goes on when half its backlog is gone."""
        with self._changed:
            if job in self._aside and job.unread <= self._unread // 2:
                self._aside.discard(job)
                self._waiting.append(job)
                self._changed.notify()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            began = time.monotonic()
            try:
                done, error = self._advance(job), None
            except Exception as failure:  # noqa: BLE001 (the thread lives on; the client is told)
                done, error = True, failure
            self._put_away(job, done, error, time.monotonic() - began)

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if not self._waiting:
                return None
            self._running = self._waiting.popleft()
            self._running.begin()
            return self._running

    def _advance(self, job: Job) -> bool:
        """Make pieces until the job is done, or its client is gone or far behind (False)."""
        for piece in job.work:
            if job.left:
                return True
            job.put(piece)
            if job.unread > self._unread:
                return False
        return True

    def _put_away(self, job: Job, done: bool, error: Exception | None, took_s: float) -> None:
        with self._changed:
            self._running = None
            self._usual_s += 0.2 * (took_s - self._usual_s)
            aside = not done and not job.left and not self._closed
            if aside:
                self._aside.add(job)
        if aside:
            self._read(job)
            return
        job.work.close()
        job.finish(error or (None if done else ClosedError()))
