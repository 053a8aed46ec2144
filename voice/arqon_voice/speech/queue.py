"""The queue: whose turn it is, decided in the caller's thread, spoken on the event loop."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.request import Outcome, Request

__all__ = ["WAITING_LIMIT", "HandedOver", "Rank", "SpeechQueue"]

_logger = logging.getLogger(__name__)

WAITING_LIMIT: Final = 100
"""Utterances of one rank that may wait; one more is refused, and says so."""


class HandedOver(Exception):
    """It was not begun: the voice goes to another process, and that one is to be asked.

    Where nobody is left who could ask, `drop` ends it here as stopped, for the reason given.
    """

    def __init__(self, drop: Callable[[str], Outcome]) -> None:
        super().__init__()
        self.drop = drop


class Rank(IntEnum):
    """What goes before what; within a rank, what was asked first is spoken first."""

    NOW = 0
    WARNING = 1
    ORDINARY = 2


@dataclass(order=True, slots=True)
class _Admitted:
    rank: Rank
    number: int
    request: Request = field(compare=False)
    outcome: Future[Outcome] = field(compare=False, default_factory=Future)

    def is_of(self, message_id: str) -> bool:
        return self.request.utterance.message_id == message_id


class SpeechQueue:
    """Gives utterances their turn, one at a time, on `loop`.

    `admit`, `stop`, `close` and the views come from any thread and return at once: what they
    decide is decided when they return, whatever the loop is doing. `run` is the loop's part.
    `on_change` is called, in any thread, when something came, began or ended.
    """

    def __init__(
        self,
        orchestrator: Orchestrator,
        loop: asyncio.AbstractEventLoop,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.orchestrator = orchestrator
        self._loop = loop
        self._on_change = on_change
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: list[_Admitted] = []
        self._current: _Admitted | None = None
        self._closed = ""
        self._handing_over = False
        self._wake = asyncio.Event()

    @property
    def current(self) -> Request | None:
        """The request that has its turn."""
        current = self._current
        return current.request if current else None

    def view(self) -> tuple[Request | None, tuple[tuple[Request, Rank], ...]]:
        """What has its turn, and what waits, in the order in which it will be spoken."""
        with self._lock:
            waiting = tuple((admitted.request, admitted.rank) for admitted in self._waiting)
            return self._current.request if self._current else None, waiting

    @property
    def in_hand(self) -> int:
        """How many requests have their turn or wait for it."""
        with self._lock:
            return len(self._waiting) + (self._current is not None)

    def admit(self, request: Request, rank: Rank = Rank.ORDINARY) -> Future[Outcome]:
        """Give `request` its place; the outcome is there when it has ended.

        With `Rank.NOW` it ends what sounds, and takes the place of another that was to do so and
        has not begun; everything else goes on waiting. A request that finds no place (the queue
        is full, or closed) ends at once, and its outcome says why.
        """
        cut: list[_Admitted] = []
        with self._lock:
            admitted = _Admitted(rank, next(self._numbers), request)
            # A caller ends an utterance with `stop`: its future cannot be cancelled.
            admitted.outcome.set_running_or_notify_cancel()
            if rank is Rank.NOW:
                cut = self._take_out(Rank.NOW)
                _mark(cut, "another utterance was to be spoken now")
            is_full = sum(other.rank is rank for other in self._waiting) >= WAITING_LIMIT
            closed = self._closed
            given_back = self._handing_over and self._current is None
            if not given_back and not closed and not is_full:
                bisect.insort(self._waiting, admitted)
        if given_back:
            admitted.outcome.set_exception(self._handed_over(admitted))
        elif closed:
            request.stop_reason = closed
            admitted.outcome.set_result(self.orchestrator.drop(request))
        elif is_full:
            admitted.outcome.set_result(self.orchestrator.refuse(request, WAITING_LIMIT))
        self._tell_loop(cut)
        return admitted.outcome

    def stop(self, reason: str, message_id: str | None = None) -> None:
        """Fall silent: end what sounds and what waits, all that was admitted before this call.

        With `message_id`, end that utterance only.
        """
        with self._lock:
            ended = self._take_out(Rank.ORDINARY) if message_id is None else self._take(message_id)
            _mark(ended, reason)
        self._tell_loop(ended)

    def close(self, reason: str) -> None:
        """Stop, and end at once what comes from now on; after `hand_over`, give it back."""
        given_back: list[_Admitted] = []
        with self._lock:
            self._closed = reason
            if self._handing_over:
                given_back, self._waiting = self._waiting, []
        for admitted in given_back:
            admitted.outcome.set_exception(self._handed_over(admitted))
        self.stop(reason)

    def hand_over(self) -> None:
        """Begin nothing more. When what has its turn has ended, what waits is given back.

        Until then a stop ends what waits as ever. The outcome of what is given back raises
        `HandedOver`, and no event is emitted for it.
        """
        with self._lock:
            self._handing_over = True
        self._tell_loop([])

    async def run(self) -> None:
        """Speak what waits, one after the other, until the queue is closed."""
        while True:
            admitted = self._next()
            if admitted is None:
                if self._closed:
                    return
                await self._wake.wait()
                self._wake.clear()
                continue
            try:
                await self.orchestrator.speak(admitted.request)
            except Exception:
                # The next utterance must have its turn all the same.
                _logger.exception("An utterance ended by a fault of ours")
            finally:
                with self._lock:
                    self._current = None
                admitted.outcome.set_result(admitted.request.outcome)
                self._on_change()

    def _next(self) -> _Admitted | None:
        with self._lock:
            given_back: list[_Admitted] = []
            if self._handing_over:
                given_back, self._waiting = self._waiting, []
            self._current = self._waiting.pop(0) if self._waiting else None
        for admitted in given_back:
            admitted.outcome.set_exception(self._handed_over(admitted))
        return self._current

    def _handed_over(self, admitted: _Admitted) -> HandedOver:
        def drop(reason: str) -> Outcome:
            admitted.request.stop_reason = reason
            return self.orchestrator.drop(admitted.request)

        return HandedOver(drop)

    def _take_out(self, lowest: Rank) -> list[_Admitted]:
        """What has its turn, and what waits down to the rank `lowest`; that waits no more."""
        out = [admitted for admitted in self._waiting if admitted.rank <= lowest]
        self._waiting = [admitted for admitted in self._waiting if admitted.rank > lowest]
        return [self._current, *out] if self._current else out

    def _take(self, message_id: str) -> list[_Admitted]:
        """Every request of that message, at its turn or waiting; what waited waits no more."""
        waiting = self._waiting
        self._waiting = [other for other in waiting if not other.is_of(message_id)]
        everything = [self._current, *waiting] if self._current else waiting
        return [admitted for admitted in everything if admitted.is_of(message_id)]

    def _tell_loop(self, ended: list[_Admitted]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nothing is spoken any more
            self._loop.call_soon_threadsafe(self._heed, ended)
        self._on_change()

    def _heed(self, ended: list[_Admitted]) -> None:
        for admitted in ended:
            admitted.request.stop_asked.set()
            if admitted is not self._current and not admitted.outcome.done():
                admitted.outcome.set_result(self.orchestrator.drop(admitted.request))
        self._wake.set()


def _mark(ended: list[_Admitted], reason: str) -> None:
    for admitted in ended:
        admitted.request.stop_reason = admitted.request.stop_reason or reason
