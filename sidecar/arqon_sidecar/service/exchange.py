"""One request for speech: admission, the client's leaving, its deadline, and the record."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request

from arqon_sidecar.service import errors
from arqon_sidecar.service.body import parsed, read_body
from arqon_sidecar.service.budget import Budget
from arqon_sidecar.service.failures import SHUTTING_DOWN, as_api_error
from arqon_sidecar.service.inference import InferenceQueue, OverloadedError
from arqon_sidecar.service.job import ClosedError, Job
from arqon_sidecar.service.length import bytes_to_hold
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.metrics import Metrics
from arqon_sidecar.service.pieces import Piece
from arqon_sidecar.service.speaker import Speaker
from arqon_sidecar.service.steady import FAR_AHEAD_S
from arqon_sidecar.service.utterance import Utterance

__all__ = ["Exchange", "Shared"]

Model = TypeVar("Model", bound=BaseModel)

_SMALL_BODY = 16_384
"""Bytes of each body that need no room of the budget: 2,000 connections of them take 32 MiB."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all exchanges share; `bodies` and `answers` bound what they hold in memory."""

    speaker: Speaker
    queue: InferenceQueue
    metrics: Metrics
    limits: Limits
    bodies: Budget
    answers: Budget


class Exchange:
    """One request to a speech endpoint and its answer."""

    def __init__(self, request: Request, shared: Shared) -> None:
        self.request = request
        self.request_id = ""
        self.outcome = "ok"
        self._shared = shared
        self._came = time.monotonic()
        self._first_audio: float | None = None
        self._utterance: Utterance | None = None
        self._timeout_ms: int | None = None
        self._job: Job | None = None
        self._watch: asyncio.Task[None] | None = None
        self._held = shared.answers.share()

    @property
    def job(self) -> Job:
        """The work of this exchange; only after `pieces` was called."""
        assert self._job is not None
        return self._job

    @property
    def streamed(self) -> bool:
        """Whether its sound is sent while it is made."""
        return self._utterance is not None and self._utterance.streamed

    def far_ahead(self, begins_s: float) -> bool:
        """Whether its listener plays what begins there much later."""
        played_s = self.seconds - (self._first_audio or 0.0)
        return begins_s - played_s > FAR_AHEAD_S

    @property
    def seconds(self) -> float:
        """Since it came."""
        return time.monotonic() - self._came

    @property
    def seconds_queued(self) -> float:
        """Before the engine turned to it, or until now where it has not."""
        return 0.0 if self._job is None else self._job.queued_s

    async def asked(self, model: type[Model]) -> Model:
        """What the body asks for.

        Raises:
            ApiError: it is too large, too late, or not right.
            ClientDisconnect: the client is gone.
        """
        limits = self._shared.limits
        with self._shared.bodies.share(_SMALL_BODY) as share:
            body = await read_body(self.request, limits.body, limits.body_s, share.hold)
            return parsed(body, model)

    def accept(self, request_id: str, utterance: Utterance, timeout_ms: int | None) -> None:
        """What the client wants, once it is known to be right."""
        self.request_id, self._utterance, self._timeout_ms = request_id, utterance, timeout_ms

    async def pieces(self) -> AsyncIterator[Piece]:
        """Queue the utterance and give its pieces as they are made.

        Raises:
            ApiError: refused, failed, too long, or not done in time.
            GoneError: the client hung up.
        """
        assert self._utterance is not None
        self._queue()
        deadline = (
            self._timeout_ms
            and asyncio.get_running_loop().time() - self.seconds + self._timeout_ms / 1000
        )
        try:
            while True:
                async with asyncio.timeout_at(deadline):
                    piece = await anext(self.job, None)
                if piece is None:
                    return
                self._made_first()
                self._bound_length(piece)
                yield piece
        except TimeoutError as error:
            raise errors.timed_out(self._timeout_ms or 0) from error
        except Exception as error:
            raise as_api_error(error, self._utterance.field) from error

    def close(self) -> None:
        """The exchange is over: its job too, done or not."""
        if self._watch is not None:
            self._watch.cancel()
        if self._job is not None:
            self._shared.queue.leave(self._job)
        self._held.give_back()

    def record(self) -> dict[str, object]:
        """For the log: all but what was said."""
        fields: dict[str, object] = {"request_id": self.request_id, "outcome": self.outcome}
        if self._utterance is not None:
            asked = self._utterance
            fields |= {"voice": asked.voice.name, "language": asked.language.tag}
            fields |= {"format": asked.format, "characters": len(asked.text)}
        if self._job is not None:
            fields |= self._job.timings.in_ms()
            fields["audio_ms"] = round(1000 * self._job.timings.audio)
        if self._first_audio is not None:
            fields["first_audio_ms"] = round(1000 * self._first_audio)
        return fields | {"took_ms": round(1000 * self.seconds)}

    def _queue(self) -> None:
        speaker, utterance = self._shared.speaker, self._utterance
        assert utterance is not None
        try:
            self._job = self._shared.queue.submit(
                lambda job: speaker.speak(utterance, job),
                streamed=utterance.streamed,
                whole=utterance.whole,
                characters=len(utterance.text),
            )
        except OverloadedError as full:
            raise errors.overloaded(full.waiting, full.retry_after_s) from full
        except ClosedError as closed:
            raise errors.not_ready(SHUTTING_DOWN) from closed
        self._watch = asyncio.create_task(self._leave_with_client(self._job))

    async def _leave_with_client(self, job: Job) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        self._shared.queue.leave(job)

    def _made_first(self) -> None:
        if self._first_audio is None:
            self._first_audio = self.seconds
            self._shared.metrics.first_audio(self._first_audio)

    def _bound_length(self, piece: Piece) -> None:
        """Refuse more sound than is allowed, and more than there is room for if it is kept.

        The engine may have made more by now: what is allowed goes out all the same.
        """
        assert self._utterance is not None
        self._held.hold(bytes_to_hold(piece.ends_s, self._utterance, self._shared.limits))
