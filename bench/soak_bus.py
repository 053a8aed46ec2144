"""Ten thousand requests over a bus that repeats, corrupts and drops its link: nothing grows.

Bus, link, queue, replay guard and telemetry are real; the audio that comes with each request is
played in no time, so that these are more than two hours of speech. A fifth asks for a sidecar that
is not there. Each request that reached the voice has one final event.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from arqon_gate.doubles.bus_server import BusServer
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.health import BusHealth
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk
from bench._soaking import PATIENCE_S, REQUESTS, WARM, begun_plane, held, holds
from tests.voice.bus.frames import speech

AT_ONCE = 50
AUDIO = b"\x10\x00" * 16_000
MANNERS = ["pass"] * 16 + ["duplicate", "duplicate", "hold", "corrupt"]


class Asking:
    """The voice as the bus has it (`BusVoice`), which keeps count."""

    def __init__(self, plane: VoicePlane) -> None:
        self._plane = plane
        self._draw = random.Random(11)
        self.asked: Counter[str] = Counter()
        self.tickets: list[Ticket] = []

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Ticket:
        """See `BusVoice`; one in five asks for Kokoro."""
        provider = self._draw.choice(["kokoro", "fallback", "fallback", "fallback", "fallback"])
        ticket = self._plane.say(
            text,
            audio=audio,
            provider="kokoro" if provider == "kokoro" else "fallback",
            message_id=message_id,
            session_id=session_id,
        )
        self.asked[ticket.message_id] += 1
        self.tickets.append(ticket)
        return ticket

    def settle(self) -> None:
        """Wait until all that was asked has ended."""
        while self.tickets:
            self.tickets.pop().outcome.result(PATIENCE_S)


def main() -> int:
    """Print the table; the status says whether all of it held."""
    with tempfile.TemporaryDirectory() as folder, BusServer("arqon") as bus:
        return _soak(Path(folder), bus)


def _soak(folder: Path, bus: BusServer) -> int:
    plane = begun_plane(folder, "service")
    asking = Asking(plane)
    client = BusClient(
        bus.url,
        "arqon",
        asking,
        health=lambda: BusHealth("healthy", "fallback", "none"),
        tell=plane.emitter.tell,
        environ={},
    )
    client.start()
    begun = time.monotonic()
    _send(bus, client, asking, range(WARM))
    before = held()
    _send(bus, client, asking, range(WARM, REQUESTS))
    after = held()
    took, counts = time.monotonic() - begun, client.status.counts
    client.close()
    plane.close(30)
    print(f"frames sent                          {REQUESTS:>8}  in {took:.0f} s")
    print(f"requests that reached the voice      {sum(asking.asked.values()):>8}  {counts}")
    lost = REQUESTS - len(asking.asked)
    return int(not holds(folder, asking.asked, before, after) or lost > REQUESTS // 10)


def _send(bus: BusServer, client: BusClient, asking: Asking, numbers: range) -> None:
    draw = random.Random(numbers.start)
    for first in range(numbers.start, numbers.stop, AT_ONCE):
        if draw.random() < 0.02:
            bus.order({"drop": True})
        while not client.status.connected:
            time.sleep(0.01)
        frames = [
            speech("arqon", f"m-{number}", audio=AUDIO)
            for number in range(first, min(first + AT_ONCE, numbers.stop))
        ]
        got = client.status.counts.frames
        bus.order({"manners": draw.choices(MANNERS, k=len(frames))})
        bus.send(*frames)
        deadline = time.monotonic() + 0.3
        while client.status.counts.frames < got + len(frames) and time.monotonic() < deadline:
            time.sleep(0.002)
        asking.settle()


if __name__ == "__main__":
    sys.exit(main())
