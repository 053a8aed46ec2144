"""One client and its connection to the guest: bytes both ways, bounded, and ended properly."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import socket
import struct
import sys
import termios
from typing import Final, Protocol, cast

from arqon_microvm.proxy.connections import Connections
from arqon_microvm.proxy.framing import Framing
from arqon_microvm.proxy.refusal import Refusal

__all__ = ["EACH_BYTES", "TOTAL_BYTES", "Client", "Guest", "Opener"]

EACH_BYTES: Final = 8 * 2**20
"""Kept for a client that reads slowly: after the guest has closed, its side lives on for 2 s only,
so it is drained at once. 8 MiB are four minutes of raw sound at 16 kHz."""

TOTAL_BYTES: Final = 128 * 2**20
"""Kept for all clients together; beyond it each has `LEAST_BYTES`."""

LEAST_BYTES: Final = 64 * 1024
"""Only beyond this does asyncio say when a client has read on, so nobody is held back below it."""

LAST_S: Final = 60.0
"""How long a client has for what is left when the guest has ended."""

SENT_LOOK_S: Final = 0.005
"""The kernel does not tell when its send queue is empty: it is looked at this often."""

_RESET: Final = struct.pack("ii", 1, 0)
_TO_GUEST: Final = 256 * 1024


class Opener(Protocol):
    """Connects a client with the guest, in its own task."""

    def __call__(self, client: Client) -> None:
        """Its first bytes are there."""


class Client(asyncio.Protocol):
    """The side of the client; its first bytes wait until the guest is reached, and it unread.

    `heard_at` is when it, or the guest for it, spoke last, by the loop's clock.
    """

    def __init__(self, opener: Opener, connections: Connections) -> None:
        self._opener = opener
        self._connections = connections
        self._kept = 0
        self._refusal: Refusal | None = None
        self._end: asyncio.TimerHandle | None = None
        self._framing = Framing()
        self._first = b""
        self._ending = False
        self._aborted = False
        self.heard_at = asyncio.get_running_loop().time()
        self.gone = False
        self.transport: asyncio.Transport | None = None
        self.guest: Guest | None = None
        connections.opened(self)

    @property
    def busy(self) -> bool:
        """Whether it waits for an answer, or has one to read."""
        to_read = self.transport is not None and self.transport.get_write_buffer_size() > 0
        return bool(self._first) or self._framing.unfinished or to_read

    @property
    def owed(self) -> bool:
        """Whether the guest owes it an answer, or the rest of one."""
        return self.guest is not None and not self.gone and self._framing.unfinished

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accepted."""
        self.transport = cast("asyncio.Transport", transport)
        self.transport.set_write_buffer_limits(high=LEAST_BYTES, low=LEAST_BYTES // 4)
        if self._aborted:  # between its acceptance and this
            self.abort()

    def data_received(self, data: bytes) -> None:
        """To the guest; or the question that is refused."""
        self.heard_at = asyncio.get_running_loop().time()
        if self._refusal is not None:
            self._refusal.feed(data)
        elif self.guest is None:
            self._first = data
            self.hold(back=True)
            self._opener(self)
        elif not self._ending:
            self.guest.send(data)
            self._framing.asked(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        """It left: the guest is told, so that it stops speaking. A half-close counts as leaving."""
        self.gone = True
        self._connections.lost(self)
        self._keep(0)
        if self._refusal is not None:
            self._refusal.close()
        if self._end is not None:
            self._end.cancel()
        if self.guest is not None:
            self.guest.end()

    def resume_writing(self) -> None:
        """It has read nearly all."""
        self._keep(0)
        if self.guest is not None:
            self.guest.hold(back=False)

    def refuse(self, why: str) -> None:
        """There is no guest to talk to."""
        if self.transport is not None and not self.gone:
            self._refusal = Refusal(self.transport, why)
            self._refusal.feed(self._first)
            self._first = b""
            self.hold(back=False)

    def join(self, guest: Guest) -> None:
        """The guest was reached."""
        self.guest = guest
        if not self.gone:
            guest.send(self._first)
            self._framing.asked(self._first)
            self.hold(back=False)
        self._first = b""

    def send(self, data: bytes) -> None:
        """From the guest; beyond what may be kept, the guest waits."""
        if self.transport is None or self.gone or self._ending:
            return
        self.heard_at = asyncio.get_running_loop().time()
        self.transport.write(data)
        self._framing.answered(data)
        self._keep(self.transport.get_write_buffer_size())
        may_keep = EACH_BYTES if self._connections.kept <= TOTAL_BYTES else LEAST_BYTES
        if self.guest is not None and self._kept > may_keep:
            self.guest.hold(back=True)

    def hold(self, *, back: bool) -> None:
        """The guest is slow to read."""
        if self.transport is not None and not self.gone:
            (self.transport.pause_reading if back else self.transport.resume_reading)()

    def finish(self) -> None:
        """The guest has ended: a client that is owed more must not take what it has for all."""
        if self._framing.unfinished:
            self.cut_off()
        elif self.transport is not None and not self.gone and not self._ending:
            self._ending = True
            self.transport.close()
            self._end = asyncio.get_running_loop().call_later(LAST_S, self.transport.abort)

    def cut_off(self) -> None:
        """Reset it when all that came for it is sent; one that ends already is left alone."""
        if not self.gone and not self._ending:
            self._ending = True
            self._reset_when_sent(asyncio.get_running_loop().time() + LAST_S)

    def abort(self) -> None:
        """Reset it now.

        Without lingering the connection is reset, rather than ended in good order.
        """
        self._aborted = True
        if self.transport is not None and not self.gone:
            connection = self.transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.transport.abort()

    def _reset_when_sent(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        if self._unsent() and loop.time() < until:
            self._end = loop.call_later(SENT_LOOK_S, self._reset_when_sent, until)
        else:
            self.abort()

    def _unsent(self) -> int:
        """Bytes that wait here, or that the client's machine has not acknowledged; see tcp(7)."""
        if self.transport is None:
            return 0
        connection = self.transport.get_extra_info("socket")
        queued = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
        return self.transport.get_write_buffer_size() + int.from_bytes(queued, sys.byteorder)

    def _keep(self, kept: int) -> None:
        self._connections.kept += kept - self._kept
        self._kept = kept


class Guest(asyncio.Protocol):
    """The side of the guest."""

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
