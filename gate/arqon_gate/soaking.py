"""A soak: many requests over a bus that repeats, corrupts and drops its link, and what is left.

Bus, link, queue, replay guard and telemetry are real. A fifth of the requests asks a sidecar that
is not there (the settings of the home say where), the others bring a sound.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import psutil

from arqon_gate.doubles.bus_server import BusServer, Json
from arqon_gate.on_a_bus import on_bus
from arqon_gate.speaking import waited_for
from arqon_service.home import Home
from arqon_settings.model import ProviderName
from arqon_settings.store import SettingsStore
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.status import Counts
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import ENDINGS
from arqon_voice.telemetry.tail import Tail

__all__ = ["MOST_MB", "Balance", "Held", "balance", "held", "home_for", "soaked"]

MOST_MB: Final = 20.0
MOST_DESCRIPTORS: Final = 2
"""Memory and descriptors may grow by so much: a goal of the design."""
AT_ONCE: Final = 50
_NOBODY: Final = "http://127.0.0.1:9"
_PROVIDERS: Final[tuple[ProviderName, ...]] = ("kokoro", *("fallback",) * 4)
_MANNERS: Final = ["pass"] * 16 + ["duplicate", "duplicate", "hold", "corrupt"]
_GRACE_S: Final = 0.3
"""A frame that the bus corrupts or holds back does not come."""


@dataclass(frozen=True, slots=True)
class Held:
    """What this process holds: bytes of memory, descriptors, threads."""

    memory: int
    descriptors: int
    threads: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What came of requests, and what the process holds.

    Attributes:
        messages: how many message ids were asked for.
        requests: how often, all in all.
        wrong: how many messages have not one final event for each time they were asked for.
        before, after: what was held after the first requests, and at the end.
    """

    messages: int
    requests: int
    wrong: int
    before: Held
    after: Held

    @property
    def grown_mb(self) -> float:
        """By how much memory grew."""
        return (self.after.memory - self.before.memory) / 1e6

    @property
    def faults(self) -> list[str]:
        """What must not be, a sentence each."""
        found = []
        if self.wrong:
            found.append(f"{self.wrong} messages did not end once for each time they were asked.")
        if self.grown_mb > MOST_MB:
            found.append(f"Memory grew by {self.grown_mb:.1f} MB; {MOST_MB:.0f} are allowed.")
        more = self.after.descriptors - self.before.descriptors
        if more > MOST_DESCRIPTORS:
            found.append(f"{more} descriptors more are open than before.")
        return found


class _Asking:
    """The voice as the bus has it (`BusVoice`), which counts what it is asked."""

    def __init__(self, plane: VoicePlane, draw: random.Random) -> None:
        self._plane = plane
        self._draw = draw
        self.asked: Counter[str] = Counter()

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Ticket:
        """See `BusVoice`."""
        ticket = self._plane.say(
            text,
            audio=audio,
            provider=self._draw.choice(_PROVIDERS),
            message_id=message_id,
            session_id=session_id,
        )
        self.asked[ticket.message_id] += 1
        return ticket


def home_for(home: Home) -> Home:
    """The same, made, and with a sidecar's address where nobody answers."""
    home.make()
    SettingsStore(home.settings).change({"arqon_tts_kokoro_url": _NOBODY}, by="soak")
    return home


def soaked(
    bus: BusServer,
    plane: VoicePlane,
    home: Home,
    request: Callable[[str], Json],
    requests: int,
    warm: int,
) -> tuple[Balance, Counts]:
    """Send `requests` frames, which `request` makes of a message id; `plane` is closed then.

    Returns what came of them, from the first `warm` on, and what the bus client counted.
    """
    draw = random.Random(14)  # noqa: S311 -- the same frames each time
    asking = _Asking(plane, random.Random(11))  # noqa: S311
    before = held()
    try:
        with on_bus(asking, plane.emitter.tell, bus) as client:
            for first in range(0, requests, AT_ONCE):
                if first == warm:
                    before = held()
                last = min(first + AT_ONCE, requests)
                _send(bus, client, draw, [request(f"soak-{n}") for n in range(first, last)])
                waited_for(lambda: not plane.in_hand, "all requests to end")
            after, counts = held(), client.status.counts
    finally:
        plane.close(30)
    return balance(home, asking.asked, before, after), counts


def balance(home: Home, asked: Counter[str], before: Held, after: Held) -> Balance:
    """Hold what was `asked` for against the final events in the home's telemetry."""
    tail, ended = Tail(home.telemetry, last=10**7), Counter[str]()
    while rows := tail.read(10_000):
        ended.update(row.message_id for row in rows if row.name in ENDINGS)
    tail.close()
    wrong = sum(ended[message_id] != times for message_id, times in asked.items())
    return Balance(len(asked), sum(asked.values()), wrong, before, after)


def held() -> Held:
    """What this process holds now."""
    process = psutil.Process()
    return Held(process.memory_info().rss, process.num_fds(), threading.active_count())


def _send(bus: BusServer, client: BusClient, draw: random.Random, frames: list[Json]) -> None:
    if draw.random() < 0.05:
        bus.order({"drop": True})
    waited_for(lambda: client.status.connected, "the link to the bus")
    got = client.status.counts.frames
    bus.order({"manners": draw.choices(_MANNERS, k=len(frames))})
    bus.send(*frames)
    until = time.monotonic() + _GRACE_S
    while client.status.counts.frames < got + len(frames) and time.monotonic() < until:
        time.sleep(0.002)
