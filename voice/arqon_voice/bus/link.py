"""The link to the bus: connect, converse, and again, as long as it is wanted."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from websockets.asyncio.client import ClientConnection, connect

from arqon_voice import __version__
from arqon_voice.bus.conversation import Conversation, Parts
from arqon_voice.bus.dialects import DialectName
from arqon_voice.bus.faults import is_refusal, why_dropped, why_failed
from arqon_voice.bus.frames import LONGEST_FRAME
from arqon_voice.bus.port import Tell
from arqon_voice.bus.retry import Retry
from arqon_voice.bus.status import BusStatus
from arqon_voice.telemetry import events
from arqon_voice.text import plain_words

__all__ = ["Link"]

_logger = logging.getLogger(__name__)


class Link:
    """Connects to `url`, which is shown as `address`. Lives on one event loop.

    `wanted` is the dialect to speak, or None to choose it anew at each connection. `status` may
    be read from any thread.
    """

    def __init__(
        self,
        url: str,
        address: str,
        wanted: DialectName | None,
        headers: Mapping[str, str],
        parts: Parts,
        retry: Retry,
        tell: Tell,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.status = BusStatus(address)
        self._url = url
        self._wanted = wanted
        self._headers = headers
        self._parts = replace(parts, changed=self._changed)
        self._retry = retry
        self._tell = tell
        self._now = now
        self._conversation: Conversation | None = None
        self._told = ""

    async def run(self) -> None:
        """Keep the link until cancelled."""
        while True:
            address, why = self.status.address, self.status.fault
            words = f"not connected: {why}; trying now" if why else f"connecting to {address}"
            self.status = replace(self.status, words=words)
            try:
                wait_s = await self._once()
            except Exception as error:
                # A fault of ours costs this connection, and not the link.
                _logger.exception("The link to the bus met a fault")
                self._parts.tally.add("faults")
                wait_s = self._retry.failed()
                self._lost(f"a fault of this program: {type(error).__name__}", wait_s)
            await asyncio.sleep(wait_s)

    async def _once(self) -> float:
        """Connect and converse; how many seconds to wait until the next try."""
        try:
            connection = await self._connect()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next try may succeed
            wait_s = self._retry.refused() if is_refusal(error) else self._retry.failed()
            why = why_failed(error, self.status.address, bool(self._headers))
            self._lost(why, wait_s)
            return wait_s
        begun = self._now()
        try:
            why = await self._converse(connection)
        finally:
            await connection.close()
        wait_s = self._retry.dropped(self._now() - begun)
        self._lost(why, wait_s)
        return wait_s

    async def _connect(self) -> ClientConnection:
        pace = self._parts.pace
        return await connect(
            self._url,
            additional_headers=self._headers,
            user_agent_header=f"arqon-tts/{__version__}",
            proxy=None,  # like the sidecar's client: it would take 127.0.0.1 elsewhere
            compression=None,
            max_size=LONGEST_FRAME,
            open_timeout=pace.open_s,
            ping_interval=pace.ping_s,
            ping_timeout=pace.pong_s,
            close_timeout=1,
        )

    async def _converse(self, connection: ClientConnection) -> str:
        self._parts.tally.add("connections")
        self._told = ""
        self._tell(events.BUS_CONNECTED, address=self.status.address)
        self._conversation = Conversation(connection, self._wanted, self._parts)
        self._changed()
        try:
            await self._conversation.hold()
        finally:
            self._conversation = None
        return why_dropped(connection.protocol.close_exc)

    def _changed(self) -> None:
        conversation = self._conversation
        if conversation is None:
            return
        dialect = conversation.dialect
        spoken = f"{dialect.name}, {conversation.chosen}" if dialect else "no dialect chosen yet"
        heard = "" if conversation.heard else ", nothing heard yet"
        self.status = replace(
            self.status,
            dialect=dialect.name if dialect else None,
            chosen=conversation.chosen,
            connected=True,
            heard=conversation.heard,
            words=f"connected{heard} ({spoken})",
            fault=self._shown(conversation.fault),
        )

    def _lost(self, why: str, wait_s: float) -> None:
        why = self._shown(why)
        again = f"next try in {wait_s:.0f} s" if wait_s >= 1 else "next try now"
        self.status = replace(
            self.status,
            dialect=None,
            chosen="",
            connected=False,
            heard=False,
            words=f"not connected: {why}; {again}",
            fault=why,
        )
        if why != self._told:
            # A bus that is away for a day says so once, not at each try.
            self._tell(events.BUS_DISCONNECTED, address=self.status.address, reason=why)
            self._told = why

    def _shown(self, text: str) -> str:
        """Fit for a screen, and without the token, which a bus could repeat to us."""
        for secret in self._headers.values():
            text = text.replace(secret.removeprefix("Bearer "), "(token)")
        return plain_words(text)
