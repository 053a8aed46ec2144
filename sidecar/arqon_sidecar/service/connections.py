"""The HTTP connection with the bounds that uvicorn's own lacks."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

import h11
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from arqon_sidecar.service.limits import Limits

__all__ = ["bounded_protocol"]

_NOTHING_LINGERS = struct.pack("ii", 1, 0)
"""For SO_LINGER: closing sends a reset, and drops what was not sent yet."""


def bounded_protocol(limits: Limits) -> type[H11Protocol]:
    """Uvicorn's protocol, bounded by `limits` in number, in time to send a head, and in stalls."""

    class Bounded(_BoundedProtocol):
        bounds = limits

    return Bounded


class _BoundedProtocol(H11Protocol):
    bounds: Limits

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._application = config.loaded_app
        self.app = self._finished_or_reset
        self._head_timer: asyncio.TimerHandle | None = None
        self._stall_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        if len(self.connections) > self.bounds.connections:
            transport.abort()
            return
        self._await_head()

    def handle_events(self) -> None:
        """Take what came; the time for a head stops once there is a request."""
        self._skip_empty_lines()
        if self._head_too_long():
            self.send_400_response("The head of the request is too long.")
            return
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._stop_head_timer()

    def on_response_complete(self) -> None:
        """The next request's head may take its time anew; keep-alive bounds the idle part."""
        self._await_head()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client takes too little: some of what is ready waits here."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(self.bounds.stall_s, self._reset)

    def resume_writing(self) -> None:
        """It took something."""
        if self._stall_timer is not None:
            self._stall_timer.cancel()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever ended it: no timer may outlive the connection."""
        self._stop_head_timer()
        if self._stall_timer is not None:
            self._stall_timer.cancel()
        super().connection_lost(exc)

    async def _finished_or_reset(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the application; reset the connection where it leaves the answer unfinished.

        An orderly close in the middle of an answer looks like its end to some clients.
        """
        unfinished = False

        async def watched(message: Message) -> None:
            nonlocal unfinished
            unfinished = message["type"] == "http.response.start" or message.get("more_body", False)
            await send(message)

        try:
            await self._application(scope, receive, watched)
        finally:
            if unfinished:
                self._reset()

    def _reset(self) -> None:
        if self.transport.is_closing():
            return
        connection: socket.socket = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOTHING_LINGERS)
        self.transport.abort()
        self.cycle.disconnected = True

    def _head_too_long(self) -> bool:
        """The parser bounds heads that come in parts only; this bounds all of them."""
        if self.conn.their_state is not h11.IDLE:
            return False
        start = self.conn.trailing_data[0][: self.bounds.header + 1]
        return len(start) > self.bounds.header and b"\r\n\r\n" not in start

    def _skip_empty_lines(self) -> None:
        """Those that some clients send behind a body or before a request (RFC 9112, 2.2).

        The parser would refuse them, and gives what it holds to none but another parser.
        """
        if self.conn.their_state is not h11.IDLE:
            return
        waiting, ended = self.conn.trailing_data
        if not waiting.startswith((b"\r", b"\n")):
            return
        self.conn = h11.Connection(h11.SERVER, self.bounds.header)
        if request := waiting.lstrip(b"\r\n"):
            self.conn.receive_data(request)
        if ended:
            self.conn.receive_data(b"")

    def _await_head(self) -> None:
        self._stop_head_timer()
        self._head_timer = self.loop.call_later(self.bounds.head_s, self.transport.abort)

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
