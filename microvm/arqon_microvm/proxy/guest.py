"""The proxy's connection to the guest, for one client."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Final, cast

from arqon_microvm.proxy.client import Client
from arqon_microvm.proxy.connections import Connections

__all__ = ["Guest"]

_TO_GUEST: Final = 256 * 1024


class Guest(asyncio.Protocol):
    """What the guest says goes to the client at once; what the client says, as fast as it reads."""

    def __init__(self, client: Client, connections: Connections) -> None:
        self._client = client
        self._connections = connections
        self._transport: asyncio.Transport | None = None
        connections.opened(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Reached."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_TO_GUEST)
        self._client.join(self)
        if self._client.gone:
            self.end()

    def data_received(self, data: bytes) -> None:
        """To the client."""
        self._client.send(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        """It has ended."""
        self._connections.lost(self)
        self._client.finish()

    def pause_writing(self) -> None:
        """It reads slowly."""
        self._client.hold(back=True)

    def resume_writing(self) -> None:
        """It reads again."""
        self._client.hold(back=False)

    def send(self, data: bytes) -> None:
        """From the client."""
        if self._transport is not None:
            self._transport.write(data)

    def hold(self, *, back: bool) -> None:
        """The client is slow to read."""
        if self._transport is not None and not self._transport.is_closing():
            (self._transport.pause_reading if back else self._transport.resume_reading)()

    def end(self) -> None:
        """Both directions at once: with a plain close the guest would not notice."""
        if self._transport is None:
            return
        connection = self._transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        self._transport.abort()
