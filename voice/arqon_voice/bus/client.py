"""The bus client: stays connected, in its own thread, and never troubles its host."""

from __future__ import annotations

import asyncio
import os
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final, Literal

from arqon_voice.bus.address import bearer, shown_address
from arqon_voice.bus.conversation import Parts
from arqon_voice.bus.dialects import Arqon, Maestro
from arqon_voice.bus.frames import Frame
from arqon_voice.bus.health import BusHealth, HealthSource, health_payload
from arqon_voice.bus.inbound import Inbound, payload_of
from arqon_voice.bus.link import Link
from arqon_voice.bus.outbox import Outbox
from arqon_voice.bus.port import BusVoice, Tell
from arqon_voice.bus.retry import Pace, Retry
from arqon_voice.bus.review import Reviews
from arqon_voice.bus.speech import SpeechRequests
from arqon_voice.bus.status import BusStatus, Tally
from arqon_voice.threads import DaemonExecutor, has_ended

__all__ = ["BusClient", "DialectChoice"]

DialectChoice = Literal["auto", "arqon", "maestro"]

_LAST_WORDS_S: Final = 1.5


class BusClient:
    """Speaks for the bus at `url`, in its dialect.

    `voice` speaks, `health` says how it is, `tell` takes events; all three return at once.
    `reviews` is where a panel answers: after `close` the answer is always no. `environ` holds
    the token, if the bus wants one.

    Raises:
        BadBusUrl: the address, or the token in the environment, cannot be used.
    """

    def __init__(
        self,
        url: str,
        dialect: DialectChoice,
        voice: BusVoice,
        *,
        health: HealthSource,
        tell: Tell,
        reviews: Reviews | None = None,
        environ: Mapping[str, str] = os.environ,
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self.reviews = reviews or Reviews()
        self._health = health
        self._session_id = str(uuid.uuid4())
        self._tally = Tally()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outbox = Outbox()
        self._closing = asyncio.Event()
        self._speech = SpeechRequests(voice, tell, self._provider, self._refused)
        inbound = Inbound(self._speech, self.reviews, self._outbox, self._tally, tell)
        parts = Parts(
            dialects={"arqon": Arqon(), "maestro": Maestro(f"arqon-tts-{self._session_id[:8]}")},
            act=inbound.act,
            health=self._health_payload,
            changed=lambda: None,
            outbox=self._outbox,
            tally=self._tally,
            pace=pace,
        )
        wanted = None if dialect == "auto" else dialect
        address = shown_address(url)
        self._link = Link(url, address, wanted, bearer(environ), parts, Retry(pace), tell)

    @property
    def status(self) -> BusStatus:
        """How the link fares, from any thread."""
        return replace(self._link.status, counts=self._tally.counts)

    def start(self) -> None:
        """Begin to connect, and return at once. Whatever the bus does, nothing is raised here."""
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(DaemonExecutor())
        self._speech.start()
        arguments = (self._loop,)
        self._thread = threading.Thread(target=self._run, args=arguments, name="bus", daemon=True)
        self._thread.start()

    def close(self, timeout: float = 2.0) -> None:
        """Block what is pending, say so to the bus, leave it, and hand over what it asked for.

        Each of the two ends is waited for `timeout` seconds at most.
        """
        if self._loop is None:
            self.reviews.close()
            self._closed()
            return
        with suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._closing.set)
        has_ended(self._thread, timeout)
        self.reviews.close()
        self._speech.close(timeout)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._live())
        finally:
            loop.close()

    async def _live(self) -> None:
        link = asyncio.create_task(self._link.run())
        await self._closing.wait()
        self.reviews.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_S if self._link.status.connected else 0):
                await asyncio.sleep(0)  # the verdicts have been given, and now come in
                await self._outbox.empty()
        link.cancel()
        with suppress(asyncio.CancelledError):
            await link
        self._closed()

    def _closed(self) -> None:
        self._link.status = replace(self._link.status, connected=False, heard=False, words="closed")

    def _provider(self) -> str:
        return self._current_health().provider

    def _refused(self) -> None:
        self._tally.add("refused")

    def _health_payload(self) -> Frame:
        inner = health_payload(self._current_health())
        return payload_of("stt.health.status", inner, self._session_id, str(uuid.uuid4()))

    def _current_health(self) -> BusHealth:
        try:
            return self._health()
        except Exception:  # noqa: BLE001 - who cannot say how it is, is not well
            self._tally.add("faults")
            return BusHealth("unhealthy", "unknown", "unknown")
