"""The queue in front of the engine: one job at a time on one thread, in turns (see `turns`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import count

from arqon_sidecar.service.job import ClosedError, GoneError, Job, Work
from arqon_sidecar.service.turns import worth_interrupting

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
    """Runs jobs one at a time; between two runs of the engine, the turn may go to another.

    A job whose client reads too slowly is set aside until the client has caught up: one that has
    stopped listening takes no turn from those that listen.
    """

    def __init__(
        self,
        limit: int,
        unread_s: float,
        interrupt: Callable[[], None],
        waited: Callable[[float], None],
    ) -> None:
        """`limit` jobs may wait; `interrupt` ends the engine's run under way.

        More than `unread_s` of sound that its client does not take set a job aside.

        `waited` is told the seconds between a job's joining the queue and its turn.
        """
        self._limit = limit
        self._unread_s = unread_s
        self._interrupt = interrupt
        self._waited = waited
        self._changed = threading.Condition()
        self._places = count()
        self._waiting: list[Job] = []
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

    def submit(self, work: Work, *, streamed: bool, characters: int, whole: bool = False) -> Job:
        """Queue a job; from its client's task.

        `streamed` says that its sound is sent while it is made, `whole` that nobody listens before
        all of it is there, and `characters` how long its text is.

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
            job = Job(work, self._read, streamed=streamed, characters=characters, whole=whole)
            self._join(job)
            self._interrupt_for(job)
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
            if job in self._aside and job.unread_s <= self._unread_s / 2:
                self._aside.discard(job)
                self._join(job)

    def _join(self, job: Job) -> None:
        job.joins(next(self._places))
        self._waiting.append(job)
        self._changed.notify()

    def _interrupt_for(self, new: Job) -> None:
        running = self._running
        if running is not None and worth_interrupting(running.standing, new.standing):
            running.interrupted()
            self._interrupt()

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
            job = min(self._waiting, key=lambda waiting: waiting.standing.turn)
            self._waiting.remove(job)
            self._running = job
            self._waited(job.begin())
            return job

    def _advance(self, job: Job) -> bool:
        """Make pieces until the job is done; False where others or its client make it wait."""
        for piece in job.work:
            if job.left:
                return True
            if piece is not None:
                job.put(piece)
            elif self._turn_is_over(job):
                return False
            if job.unread_s > self._unread_s:
                return False
        return True

    def _turn_is_over(self, job: Job) -> bool:
        """The engine is about to work: whether for another."""
        with self._changed:
            mine = job.standing.turn
            return any(other.standing.turn < mine for other in self._waiting)

    def _put_away(self, job: Job, done: bool, error: Exception | None, took_s: float) -> None:
        with self._changed:
            self._running = None
            self._usual_s += 0.2 * (took_s - self._usual_s)
            unfinished = not done and not job.left and not self._closed
            if unfinished and job.unread_s > self._unread_s:
                self._aside.add(job)
            elif unfinished:
                self._join(job)
        if unfinished:
            self._read(job)
            return
        job.work.close()
        job.finish(error or (None if done else ClosedError()))
