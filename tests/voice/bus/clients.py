"""A bus client with everything around it in reach of a test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from arqon_voice.bus.client import BusClient, DialectChoice
from arqon_voice.bus.health import BusHealth
from arqon_voice.bus.retry import Pace
from arqon_voice.bus.review import Reviews
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import LATENCY_MS, Value
from tests.patience import PATIENCE_S

QUICK = Pace(silence_s=0.05, health_s=0.05, first_s=0.02, longest_s=0.05, refused_s=0.2)
"""The contract's times are too long for a test; the order of things is the same."""


@dataclass(frozen=True)
class Said:
    """A request as it reached the voice; `outcome` ends it."""

    text: str
    audio: PcmChunk | None
    message_id: str | None
    session_id: str | None
    outcome: Future[Outcome] = field(default_factory=Future)

    def end(self) -> None:
        self.outcome.set_result(Outcome(self.message_id or "", LATENCY_MS, "spoken"))


class World:
    """A voice that notes what it is asked, and a telemetry that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.told: list[tuple[str, str, dict[str, Value]]] = []
        self.health = BusHealth("healthy", "kokoro", "ready", latency_ms=143, error_count=2)
        self.say_fault: Exception | None = None
        self._news = threading.Condition()

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Said:
        if self.say_fault:
            raise self.say_fault
        said = Said(text, audio, message_id, session_id)
        with self._news:
            self.said.append(said)
            self._news.notify_all()
        return said

    def tell(self, name: str, /, message_id: str = "", **data: Value) -> None:
        with self._news:
            self.told.append((name.removeprefix("stt.tts."), message_id, data))
            self._news.notify_all()

    def wait_until(self, come: Callable[[], Any]) -> None:
        """Wait for something that this world, or a client's status, shows."""
        with self._news:
            for _ in range(round(PATIENCE_S / 0.01)):
                if come():
                    return
                self._news.wait(0.01)
        raise AssertionError(f"it did not come; said {self.said}, told {self.told}")

    def wait_for_said(self, count: int = 1) -> Said:
        self.wait_until(lambda: len(self.said) >= count)
        return self.said[count - 1]

    def wait_for_told(self, name: str, count: int = 1) -> dict[str, Value]:
        self.wait_until(lambda: len(self.told_of(name)) >= count)
        return self.told_of(name)[count - 1]

    def told_of(self, name: str) -> list[dict[str, Value]]:
        return [data for told, _, data in self.told if told == name]


@contextmanager
def client_of(
    url: str,
    world: World,
    dialect: DialectChoice = "auto",
    *,
    reviews: Reviews | None = None,
    environ: dict[str, str] | None = None,
    pace: Pace = QUICK,
) -> Iterator[BusClient]:
    """A client that has started; it is closed at the end, and its thread is gone then."""
    client = BusClient(
        url,
        dialect,
        world,
        health=lambda: world.health,
        tell=world.tell,
        reviews=reviews,
        environ=environ or {},
        pace=pace,
    )
    client.start()
    try:
        yield client
    finally:
        client.close(PATIENCE_S)
        assert client.status.words == "closed"
