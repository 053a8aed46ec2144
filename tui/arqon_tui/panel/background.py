"""Background threads that cannot hold up the end of the program."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final, TypeVar

__all__ = ["Background", "done", "in_turns"]

_TURN_S: Final = 0.02

_T = TypeVar("_T")
_Job = tuple[Future[Any], Callable[[], Any]]


class Background:
    """One daemon thread that does what it is given, in order.

    Textual's thread workers and the executors of the standard library are waited for when the
    program ends; a call that hangs (a lock, a dead file server) would keep the panel open.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[], _T]) -> Future[_T]:
        """Do `work` on this thread; safe from any thread."""
        future: Future[_T] = Future()
        self._jobs.put((future, work))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do `work` on this thread and wait for it without blocking the event loop."""
        return await asyncio.wrap_future(self.submit(work))

    def _run(self) -> None:
        while True:
            future, work = self._jobs.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 -- it belongs to whoever waits
                future.set_exception(error)


async def done(future: Future[_T]) -> _T:
    """Wait for what a `Background` was given; it is done also where nobody waits any longer.

    `asyncio.wrap_future` would take it back when the wait is cancelled, if it has not begun.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def tell(_: Future[_T]) -> None:
        with suppress(RuntimeError):  # the loop may have ended before
            loop.call_soon_threadsafe(ended.set)

    future.add_done_callback(tell)
    await ended.wait()
    return future.result()


async def in_turns(work: Awaitable[_T], seconds: float) -> _T | None:
    """Wait for `work`, so many seconds at most; then it is cancelled, and the result is None.

    In turns: where a busy machine does not run this process for a while, that costs one turn, and
    what is waited for gets on in the others.
    """
    task = asyncio.ensure_future(work)
    for _ in range(round(seconds / _TURN_S)):
        if (await asyncio.wait({task}, timeout=_TURN_S))[0]:
            return task.result()
    task.cancel()
    return None
