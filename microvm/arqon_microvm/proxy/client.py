"""One client of the proxy: what it asks goes to the guest, and what the guest says to it."""

from __future__ import annotations

import asyncio
from typing import Protocol, cast

from arqon_microvm.proxy.connections import Connections
from arqon_microvm.proxy.delivery import Delivery
from arqon_microvm.proxy.framing import Framing
from arqon_microvm.proxy.refusal import Refusal

__all__ = ["Client", "Opener", "Reached"]


class Reached(Protocol):
    """The connection to the guest, as its client uses it."""

    def send(self, data: bytes) -> None:
        """From the client."""

    def hold(self, *, back: bool) -> None:
        """The client is slow to read."""

    def end(self) -> None:
        """The client left."""


class Opener(Protocol):
    """Connects a client with the guest, in its own task."""

    def __call__(self, client: Client) -> None:
        """Its first bytes are there."""


class Client(asyncio.Protocol):
    """Its first bytes wait until the guest is reached, and it unread.

    `heard_at` is when it, or the guest for it, spoke last, by the loop's clock.
    """

    def __init__(self, opener: Opener, connections: Connections) -> None:
        self._opener = opener
        self._connections = connections
        self._refusal: Refusal | None = None
        self._framing = Framing()
        self._first = b""
        self._aborted = False
        self._transport: asyncio.Transport | None = None
        self._delivery: Delivery | None = None
        self.heard_at = asyncio.get_running_loop().time()
        self.gone = False
        self.guest: Reached | None = None
        connections.opened(self)

    @property
    def busy(self) -> bool:
        """Whether it waits for an answer, or has one to read."""
        to_read = self._delivery is not None and self._delivery.unread
        return bool(self._first) or self._framing.unfinished or to_read

    @property
    def owed(self) -> bool:
        """Whether the guest owes it an answer, or the rest of one."""
        return self.guest is not None and not self.gone and self._framing.unfinished

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accepted."""
        self._transport = cast("asyncio.Transport", transport)
        self._delivery = Delivery(self._transport, self._connections)
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
        elif self._open is not None:
            self.guest.send(data)
            self._framing.asked(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        """It left: the guest is told, so that it stops speaking. A half-close counts as leaving."""
        self.gone = True
        self._connections.lost(self)
        if self._delivery is not None:
            self._delivery.lost()
        if self._refusal is not None:
            self._refusal.close()
        if self.guest is not None:
            self.guest.end()

    def resume_writing(self) -> None:
        """It has read nearly all."""
        if self._delivery is not None:
            self._delivery.read_on()
        if self.guest is not None:
            self.guest.hold(back=False)

    def refuse(self, why: str) -> None:
        """There is no guest to talk to."""
        if self._transport is not None and not self.gone:
            self._refusal = Refusal(self._transport, why)
            self._refusal.feed(self._first)
            self._first = b""
            self.hold(back=False)

    def join(self, guest: Reached) -> None:
        """The guest was reached."""
        self.guest = guest
        if not self.gone:
            guest.send(self._first)
            self._framing.asked(self._first)
            self.hold(back=False)
        self._first = b""

    def send(self, data: bytes) -> None:
        """From the guest; beyond what may be kept, the guest waits."""
        if (delivery := self._open) is None:
            return
        self.heard_at = asyncio.get_running_loop().time()
        is_full = delivery.send(data)
        self._framing.answered(data)
        if is_full and self.guest is not None:
            self.guest.hold(back=True)

    def hold(self, *, back: bool) -> None:
        """The guest is slow to read."""
        if self._transport is not None and not self.gone:
            (self._transport.pause_reading if back else self._transport.resume_reading)()

    def finish(self) -> None:
        """The guest has ended: a client that is owed more must not take what it has for all."""
        if (delivery := self._open) is not None:
            (delivery.cut_off if self._framing.unfinished else delivery.close)()

    def cut_off(self) -> None:
        """Reset it when all that came for it is sent; one that ends already is left alone."""
        if (delivery := self._open) is not None:
            delivery.cut_off()

    def abort(self) -> None:
        """Reset it now."""
        self._aborted = True
        if self._delivery is not None and not self.gone:
            self._delivery.abort()

    @property
    def _open(self) -> Delivery | None:
        """The way to it, while nothing has ended it."""
        if self._delivery is None or self.gone or self._delivery.ending:
            return None
        return self._delivery
