"""Reviews: actions that wait for a person's word. Without one the answer is no."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

__all__ = ["MOST_PENDING", "Review", "Reviews", "Settled", "Verdict"]

MOST_PENDING: Final = 32
"""More questions at once than a person can read before they run out."""


@dataclass(frozen=True, slots=True)
class Review:
    """One question. `summary` and `context` are as the bus sent them, not fit for a screen.

    `deadline` is in seconds of the monotonic clock, which all processes of a host share. `key`
    names this question and no later one: an action id may come again.
    """

    action_id: str
    summary: str
    context: str
    deadline: float
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    def left_s(self, now: float) -> float:
        """Seconds until the review is denied by itself."""
        return max(0.0, self.deadline - now)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a review.

    `reason` is of the contract's words for a block (`timeout`, `user_rejected`, `unsupported`)
    or the person's own; `words` says why, for a log.
    """

    allow: bool
    reason: str
    words: str


Settled = Callable[[Verdict], None]
"""Takes the one verdict on a review, from whichever thread gave it, and returns at once."""

_NOBODY: Final = Verdict(False, "unsupported", "nobody is there to ask")
_ENDING: Final = Verdict(False, "unsupported", "the program ends")
_TOO_MANY: Final = Verdict(False, "unsupported", f"{MOST_PENDING} reviews are pending already")
_SAME_NAME: Final = Verdict(False, "unsupported", "another action of this id is pending")
_TOO_LATE: Final = Verdict(False, "timeout", "nobody answered in time")


class Reviews:
    """The reviews that are pending. Every method may be called from any thread.

    A review is put to the listener. Where there is none (any more), where nobody answers in
    time and when the program ends, it is blocked. The first verdict stands.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._pending: dict[str, tuple[Review, Settled]] = {}
        self._listeners: dict[object, Callable[[], None]] = {}
        self._closed = False

    @property
    def pending(self) -> tuple[Review, ...]:
        """What waits for an answer, the oldest first."""
        with self._lock:
            return tuple(review for review, _ in self._pending.values())

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever `pending` has changed; the result ends that.

        Who listens says with it that a person is there who can answer.
        """
        name = object()
        with self._lock:
            self._listeners[name] = listener

        def leave() -> None:
            with self._lock:
                self._listeners.pop(name, None)
                alone = not self._listeners
            if alone:
                self._settle_all(_NOBODY)

        return leave

    def answer(self, name: str, allow: bool, reason: str = "") -> bool:
        """Answer a review; False if it was not pending any more, and nothing was done.

        `name` is its key or its action id. A screen gives the key: what a person has read may
        have ended meanwhile, and another question of the same action id may be pending.
        """
        self.expire()
        if allow:
            verdict = Verdict(True, reason, "a person allowed it")
        else:
            verdict = Verdict(False, reason or "user_rejected", "a person blocked it")
        for review in self.pending:
            if name in (review.key, review.action_id):
                return self._settle(review, verdict)
        return False

    def ask(self, review: Review, settled: Settled) -> bool:
        """Put `review` to the listener; False if it was denied at once.

        `settled` is called once, perhaps before this returns. One action id stands for one
        question: an answer must never be taken for another.
        """
        with self._lock:
            denied = self._denied(review)
            if denied is None:
                self._pending[review.action_id] = review, settled
        if denied is None:
            self._tell_listeners()
        else:
            settled(denied)
        return denied is None

    def expire(self) -> None:
        """Block what nobody answered in time."""
        now = self._now()
        for review in self.pending:
            if review.deadline <= now:
                self._settle(review, _TOO_LATE)

    def withdraw(self, action_id: str) -> None:
        """Forget a review that the bus has decided by itself: no answer is wanted any more."""
        with self._lock:
            forgotten = self._pending.pop(action_id, None)
        if forgotten is not None:
            self._tell_listeners()

    def close(self) -> None:
        """The program ends: block what is pending, and whatever comes from now on."""
        with self._lock:
            self._closed = True
        self._settle_all(_ENDING)

    def _denied(self, review: Review) -> Verdict | None:
        if self._closed:
            return _ENDING
        if not self._listeners:
            return _NOBODY
        if review.action_id in self._pending:
            return _SAME_NAME
        if len(self._pending) >= MOST_PENDING:
            return _TOO_MANY
        return None

    def _settle(self, asked: Review, verdict: Verdict) -> bool:
        with self._lock:
            review, settled = self._pending.get(asked.action_id, (None, None))
            if settled is None or review is not asked:
                return False
            del self._pending[asked.action_id]
        settled(verdict)
        self._tell_listeners()
        return True

    def _settle_all(self, verdict: Verdict) -> None:
        for review in self.pending:
            self._settle(review, verdict)

    def _tell_listeners(self) -> None:
        with self._lock:
            listeners = [*self._listeners.values()]
        for listener in listeners:
            # A panel that fails to draw must not keep the others, or the bus, from knowing.
            with suppress(Exception):
                listener()
