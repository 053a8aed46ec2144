"""Acts on what the bus asks, and makes what it is answered."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from arqon_voice.bus.dialects import iso_time
from arqon_voice.bus.frames import Frame
from arqon_voice.bus.messages import (
    NOT_FOR_US,
    Blocked,
    ReviewRequest,
    SpeechRequest,
    read_message,
)
from arqon_voice.bus.outbox import Outbox
from arqon_voice.bus.port import Tell
from arqon_voice.bus.review import Review, Reviews, Verdict
from arqon_voice.bus.speech import SpeechRequests
from arqon_voice.bus.status import Tally
from arqon_voice.telemetry import events
from arqon_voice.text import plain_words

__all__ = ["Inbound", "payload_of"]


LONGEST_REVIEW_MS: Final = 3_600_000
_REMEMBERED: Final = 256
_EARLY_S: Final = 0.01

_NO_TIME: Final = Verdict(False, "unsupported", "its timeout_ms is not a time")


def payload_of(kind: str, inner: Frame, session_id: object, chunk_id: object) -> Frame:
    """A payload from us, in the form of the bus contract."""
    return {
        "message_id": str(uuid.uuid4()),
        "session_id": session_id,
        "chunk_id": chunk_id,
        "tenant_id": "default",
        "timestamp": iso_time(time.time_ns()),
        "source": "arqon",
        "version": "1.0",
        "type": kind,
        "payload": inner,
    }


class Inbound:
    """Lives on the event loop of the client; verdicts come from any thread."""

    def __init__(
        self,
        speech: SpeechRequests,
        reviews: Reviews,
        outbox: Outbox,
        tally: Tally,
        tell: Tell,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._speech = speech
        self._reviews = reviews
        self._outbox = outbox
        self._tally = tally
        self._tell = tell
        self._now = now
        self._asked: deque[str] = deque(maxlen=_REMEMBERED)

    def act(self, payload: Frame) -> None:
        """Act on a payload of the room.

        Raises:
            Malformed: it cannot be acted on.
        """
        match read_message(payload):
            case SpeechRequest() as request:
                self._tally.add("requests")
                self._speech.take(request)
            case ReviewRequest() as request:
                self._ask(request)
            case Blocked() as blocked:
                self._tally.add("blocked")
                self._blocked(blocked)
            case None:
                self._tally.add("other" if payload["type"] in NOT_FOR_US else "unknown")

    def _ask(self, request: ReviewRequest) -> None:
        if request.message_id in self._asked:
            # The bus delivered it twice: to ask again would make a no of a yes.
            self._tally.add("repeated")
            return
        self._asked.append(request.message_id)
        self._tally.add("reviews")
        seconds = min(max(request.timeout_ms or 0.0, 0.0), LONGEST_REVIEW_MS) / 1000
        deadline = self._now() + seconds
        review = Review(request.action_id, request.summary, request.context, deadline)
        loop = asyncio.get_running_loop()

        def settled(verdict: Verdict) -> None:
            self._tell(
                events.REVIEW_ANSWERED,
                request.message_id,
                action_id=plain_words(request.action_id),
                allowed=verdict.allow,
                reason=plain_words(verdict.reason),
                why=verdict.words,
            )
            with suppress(RuntimeError):  # the client has ended, and the loop with it
                answer = partial(self._answer, request, verdict, deadline)
                loop.call_soon_threadsafe(self._outbox.put, answer)

        if request.timeout_ms is None:
            settled(_NO_TIME)
        elif self._reviews.ask(review, settled):
            loop.call_later(seconds, self._expire, review)

    def _expire(self, review: Review) -> None:
        self._reviews.expire()
        if review in self._reviews.pending:
            # A loop's timer may be a little early.
            asyncio.get_running_loop().call_later(_EARLY_S, self._expire, review)

    def _answer(self, request: ReviewRequest, verdict: Verdict, deadline: float) -> Frame:
        inner: Frame = {"action_id": request.action_id}
        if verdict.allow and self._now() <= deadline:
            kind = "stt.action.allow"
        else:
            # A yes that a lost link has kept back for too long is a no.
            kind = "stt.action.block"
            inner["reason"] = "timeout" if verdict.allow else plain_words(verdict.reason)
        return payload_of(kind, inner, request.session_id, request.chunk_id)

    def _blocked(self, blocked: Blocked) -> None:
        self._reviews.withdraw(blocked.action_id)
        self._tell(
            events.ACTION_BLOCKED,
            action_id=plain_words(blocked.action_id),
            reason=plain_words(blocked.reason),
            message=plain_words(blocked.message),
        )
