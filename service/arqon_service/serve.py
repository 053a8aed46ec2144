"""The service: holds the voice without a screen, and speaks for the bus."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

from arqon_microvm.run.notify import Notifier
from arqon_service.channel.client import NoAnswer
from arqon_service.home import Home
from arqon_service.local import LocalVoice
from arqon_service.lock import Holder, SpeechLock, holder_of
from arqon_service.remote import RemoteVoice
from arqon_service.shared import SharedVoice
from arqon_voice.bus.health import BusHealth
from arqon_voice.bus.review import Reviews

if TYPE_CHECKING:
    from arqon_voice.bus.client import BusClient, DialectChoice

__all__ = ["AlreadyServed", "Service", "take_voice"]

FINISH_S: Final = 1.5
"""How long the current utterance may go on after SIGTERM; then it is stopped."""
RETRY_S: Final = 0.05

_CLOSE_S: Final = 2.5
"""Taken only where something hangs. A busy machine needs some of it to fall silent, to tell who
waits, and to write the last events; with FINISH_S it is less than the unit's TimeoutStopSec."""


class AlreadyServed(RuntimeError):
    """Another `arqon-tts serve` of this user holds the voice; the text says which."""


def take_voice(home: Home, say: Callable[[str], None], ended: threading.Event) -> SpeechLock | None:
    """Take the voice, asking for it where a panel or a command holds it.

    Args:
        home: whose voice.
        say: hears whom we wait for, for a person.
        ended: when set, the wait is given up and the result is None.

    Raises:
        AlreadyServed: another service holds it.
        OSError: there can be no lock in the state folder.
    """
    lock, told = SpeechLock(home), ""
    while not ended.is_set():
        if lock.take("serve"):
            return lock
        holder = holder_of(home)
        if holder is not None:
            if holder.program == "serve":
                raise AlreadyServed(f"{holder.words} holds the voice of this user already")
            if told != holder.process:
                told = holder.process
                say(f"waiting for {holder.words} to hand over the voice")
            _ask_for_it(holder)
        ended.wait(RETRY_S)
    return None


class Service:
    """The voice held, its channel, and the bus.

    Args:
        home: whose voice.
        lock: as `take_voice` gave it.
        bus_url: the address of the bus, or empty for none.
        dialect: of the bus.

    Raises:
        BadBusUrl: the address, or the token in the environment, cannot be used.
    """

    def __init__(
        self, home: Home, lock: SpeechLock, *, bus_url: str, dialect: DialectChoice
    ) -> None:
        self._notifier = Notifier()
        self._reviews = Reviews()
        self._bus: BusClient | None = None
        self.local = LocalVoice(home, "serve", lock, reviews=self._reviews, bus=self._bus_words)
        self.voice = SharedVoice(home, "serve", backend=self.local)
        if bus_url:
            self._bus = self._connected(bus_url, dialect)

    def start(self) -> None:
        """Say to the service manager that we are ready."""
        self._notifier.say("READY=1", f"STATUS=holds the voice; {self._bus_words() or 'no bus'}")

    def close(self) -> None:
        """Finish the current utterance within FINISH_S, or stop it; give back what waits."""
        self._notifier.say("STOPPING=1", "STATUS=finishing what is being said")
        if self._bus is not None:
            self._bus.close()
        self._reviews.close()
        self.local.finish(FINISH_S)
        self.local.close(_CLOSE_S)

    def _connected(self, url: str, dialect: DialectChoice) -> BusClient:
        from arqon_voice.bus.client import BusClient

        bus = BusClient(
            url,
            dialect,
            self.voice,
            health=self._health,
            tell=self.local.plane.emitter.tell,
            reviews=self._reviews,
        )
        bus.start()
        return bus

    def _health(self) -> BusHealth:
        status, local = self.local.status, self.local
        standing, sidecar = status.state.standing, status.health
        level: Literal["degraded", "healthy"]
        level = "degraded" if standing.speaker == "degraded" else "healthy"
        return BusHealth(
            status="unhealthy" if status.faults else level,
            provider=standing.words,
            sidecar=sidecar.state if sidecar else "not checked yet",
            latency_ms=local.first_audio_ms,
            error_count=local.failures,
        )

    def _bus_words(self) -> str:
        return self._bus.status.all_words if self._bus is not None else ""


def _ask_for_it(holder: Holder) -> None:
    with suppress(NoAnswer):
        remote = RemoteVoice(holder, "serve")
        remote.hand_over()
        with suppress(NoAnswer):
            remote.view()
        remote.close()
