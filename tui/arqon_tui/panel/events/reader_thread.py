"""One thread that reads the store for the panel; of each kind of question, the latest wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

__all__ = ["ReaderThread"]

_T = TypeVar("_T")
_Job = tuple[Future[Any], Callable[[], Any]]


class ReaderThread:
    """A daemon: a query that hangs keeps nobody from leaving the panel.

    Whoever types a filter asks with each letter; a question that has not begun when the next of
    its kind comes is cancelled. Kinds take turns, in the order in which they were asked.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: dict[str, _Job] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def ask(self, kind: str, work: Callable[[], _T]) -> Future[_T]:
        """Do `work` on the thread, in place of what waits of this kind; safe from any thread."""
        future: Future[_T] = Future()
        with self._changed:
            before = self._waiting.pop(kind, None)
            self._waiting[kind] = (future, work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()
        if before is not None:
            before[0].cancel()
        return future

    def _run(self) -> None:
        while True:
            future, work = self._next()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 -- it belongs to who asked
                future.set_exception(error)

    def _next(self) -> _Job:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            return self._waiting.pop(next(iter(self._waiting)))
