"""What goes to one client: bounded while it reads slowly, and ended properly."""

from __future__ import annotations

import asyncio
import fcntl
import socket
import struct
import sys
import termios
from typing import Final

from arqon_microvm.proxy.connections import Connections

__all__ = ["EACH_BYTES", "LEAST_BYTES", "TOTAL_BYTES", "Delivery"]

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


class Delivery:
    """The sending side of a client's connection; `ending` is set from its orderly end on."""

    def __init__(self, transport: asyncio.Transport, connections: Connections) -> None:
        transport.set_write_buffer_limits(high=LEAST_BYTES, low=LEAST_BYTES // 4)
        self._transport = transport
        self._connections = connections
        self._kept = 0
        self._timer: asyncio.TimerHandle | None = None
        self.ending = False

    @property
    def unread(self) -> bool:
        """Whether some of it waits here."""
        return self._transport.get_write_buffer_size() > 0

    def send(self, data: bytes) -> bool:
        """Returns whether as much is kept for this client as may be: the guest is to wait."""
        self._transport.write(data)
        self._keep(self._transport.get_write_buffer_size())
        may_keep = EACH_BYTES if self._connections.kept <= TOTAL_BYTES else LEAST_BYTES
        return self._kept > may_keep

    def read_on(self) -> None:
        """The client has read nearly all."""
        self._keep(0)

    def lost(self) -> None:
        """The client is gone, and what was kept for it."""
        self._keep(0)
        if self._timer is not None:
            self._timer.cancel()

    def close(self) -> None:
        """End in good order when all is sent."""
        self.ending = True
        self._transport.close()
        self._timer = asyncio.get_running_loop().call_later(LAST_S, self._transport.abort)

    def cut_off(self) -> None:
        """Reset the connection when all that came for the client is sent."""
        self.ending = True
        self._reset_when_sent(asyncio.get_running_loop().time() + LAST_S)

    def abort(self) -> None:
        """Reset it now.

        Without lingering the connection is reset, rather than ended in good order.
        """
        connection = self._transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def _reset_when_sent(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        if self._unsent() and loop.time() < until:
            self._timer = loop.call_later(SENT_LOOK_S, self._reset_when_sent, until)
        else:
            self.abort()

    def _unsent(self) -> int:
        """Bytes that wait here, or that the client's machine has not acknowledged; see tcp(7)."""
        connection = self._transport.get_extra_info("socket")
        queued = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
        return self._transport.get_write_buffer_size() + int.from_bytes(queued, sys.byteorder)

    def _keep(self, kept: int) -> None:
        self._connections.kept += kept - self._kept
        self._kept = kept
