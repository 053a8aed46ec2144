"""Sends an answer as its sound is made, so that one that cannot be finished looks unfinished."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator

from starlette.types import Send

from arqon_sidecar.service.delivery import Form, Part
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.exchange import Exchange
from arqon_sidecar.service.steady import steadily

__all__ = ["send_sound"]


async def send_sound(exchange: Exchange, form: Form, send: Send, hold: float = 0) -> None:
    """Send the exchange's sound.

    The head waits until more than `hold` bytes are ready: what fails before is an honest status,
    and an answer that is whole by then has its length in the head. One that fails later ends as
    `form` says, or is left unfinished, and then the connection is reset.

    Raises:
        ApiError: nothing had been sent.
    """
    answer = _Answer(form, send, hold)
    parts = _parts(exchange, form)
    if exchange.streamed:
        parts = steadily(parts, lambda part: exchange.far_ahead(part[0]))
    try:
        async with contextlib.aclosing(parts):
            async for _, part in parts:
                await answer.add(part)
        await answer.add(form.end(exchange.job))
    except ApiError as error:
        if not answer.begun:
            raise
        exchange.outcome = error.code
        fault = form.fault(error)
        if fault is None:
            return
        await answer.add(fault)
    await answer.finish()


async def _parts(exchange: Exchange, form: Form) -> AsyncGenerator[tuple[float, Part], None]:
    """What is to be sent, and when in the whole that sounds, in seconds."""
    async for piece in exchange.pieces():
        for part in form.piece(piece):
            yield piece.begins_s, part


class _Answer:
    def __init__(self, form: Form, send: Send, hold: float) -> None:
        self.begun = False
        self._form = form
        self._send = send
        self._hold = hold
        self._held: list[Part] = []
        self._size = 0

    async def add(self, part: Part) -> None:
        """Send a part of the body, or hold it back for now."""
        self._held.append(part)
        self._size += len(part)
        if self._size > self._hold:
            await self._send_held()

    async def finish(self) -> None:
        """Send what is held back and the end."""
        await self._send_held(self._size)
        await self._send({"type": "http.response.body", "body": b""})

    async def _send_held(self, length: int | None = None) -> None:
        if not self.begun:
            self.begun = True
            await self._send_head(length)
        for part in self._held:
            await self._send({"type": "http.response.body", "body": bytes(part), "more_body": True})
        self._held.clear()

    async def _send_head(self, length: int | None) -> None:
        headers = [(b"content-type", self._form.content_type.encode())]
        headers.append((b"cache-control", b"no-store"))
        if length is not None:
            headers.append((b"content-length", b"%d" % length))
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
