"""Threads for work that may block: all are daemons, so that none holds up the program's end."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar

from arqon_voice.held_up import that_counts

__all__ = [
    "DaemonExecutor",
    "PatientWorker",
    "Worker",
    "has_ended",
    "in_turns",
    "is_done",
    "within",
]

_TURN_S: Final = 0.02
"""Of `in_turns`: how late it hears, at most, of what has come."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Worker:
    """One daemon thread that does what it is given, in order."""

    def __init__(self, name: str) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def submit(self, work: Callable[[], _T]) -> Future[_T]:
        """Have `work` done after all that was given before; what it raises is in the future.

        Raises:
            RuntimeError: it was closed.
        """
        done: Future[_T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("this worker was closed")
            self._work.put(lambda: _do(done, work))
        return done

    def close(self) -> None:
        """End the thread when all that was given is done; waits for nothing."""
        with self._lock:
            self._closed = True
            self._work.put(None)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class PatientWorker:
    """A worker for an event loop, which waits for its answers, but not for long.

    Behind an answer that is late the wait counts from when that one was asked for: a disk that
    hangs costs one wait, and one that is only slow is waited for as long as each question says.
    """

    def __init__(self, name: str) -> None:
        self._worker = Worker(name)
        self._late: Future[Any] | None = None
        self._late_since = 0.0

    async def ask(self, work: Callable[[], _T], patience_s: float) -> _T | None:
        """Have `work` done after all that was given before; None if it takes longer.

        It is done in any case. What it raises is raised here, if it is in time.
        """
        answer, now = self._worker.submit(work), asyncio.get_running_loop().time()
        if self._is_late:
            patience_s -= now - self._late_since
            if patience_s <= 0:
                return None
        waiting = asyncio.wrap_future(answer)
        done, _ = await asyncio.wait({waiting}, timeout=patience_s)
        if done:
            return waiting.result()
        if not self._is_late:
            self._late, self._late_since = answer, now
        return None

    @property
    def _is_late(self) -> bool:
        return self._late is not None and not self._late.done()

    def close(self, last: Callable[[], None] = lambda: None) -> Future[None]:
        """End the thread when all that was given, and `last`, is done; the future tells."""
        ended = self._worker.submit(last)
        self._worker.close()
        return ended


class DaemonExecutor(ThreadPoolExecutor):
    """A default executor for an event loop: a daemon thread for each call.

    The interpreter waits at its exit for the threads of a usual pool, also for one that looks up
    a name for ten seconds. An event loop takes no other class than `ThreadPoolExecutor`.
    """

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call `fn` in a new thread."""
        return _started(lambda: fn(*args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing: a caller that needs a result holds its future."""


def in_turns(
    come: Callable[[float], bool], seconds: float, held_up: Callable[[], float] = lambda: 0.0
) -> bool:
    """Wait for what others do, at most `seconds`; `come(s)` waits for s seconds.

    In turns, for a busy machine: where it does not run this process for a while, that costs one
    turn, and the others get theirs. `held_up` tells for how many seconds, so far, the machine has
    not let the one run that is waited for; see `that_counts`.
    """
    left_s = max(_TURN_S, seconds)
    while left_s > 1e-6:
        before = held_up()
        if come(_TURN_S):
            return True
        left_s -= that_counts(_TURN_S, held_up() - before)
    return False


def is_done(
    future: Future[Any], seconds: float, held_up: Callable[[], float] = lambda: 0.0
) -> bool:
    """Wait for it so long at most, in turns (see `in_turns`); whether it is done."""
    ended = threading.Event()
    future.add_done_callback(lambda _: ended.set())
    return in_turns(ended.wait, seconds, held_up)


def has_ended(thread: threading.Thread, seconds: float) -> bool:
    """Wait for its end so long at most, in turns; whether it has ended."""

    def come(turn_s: float) -> bool:
        thread.join(turn_s)
        return not thread.is_alive()

    return in_turns(come, seconds)


def within(seconds: float, work: Callable[[], Any]) -> bool:
    """Do `work` in a thread and wait so long at most; whether it ended without an error."""
    done = _started(work)
    return is_done(done, seconds) and done.exception() is None


def _started(work: Callable[[], _T]) -> Future[_T]:
    done: Future[_T] = Future()
    threading.Thread(target=_do, args=(done, work), name="worker", daemon=True).start()
    return done


def _do(done: Future[_T], work: Callable[[], _T]) -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - the holder of the future is told
        done.set_exception(error)
    else:
        done.set_result(result)
