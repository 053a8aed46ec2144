"""A long time over a bus that repeats, corrupts and drops its link: each request ends once."""

from __future__ import annotations

import base64
import random
import time
from collections import Counter
from typing import Final

import psutil

from arqon_gate.check import Around, Check, Outcome
from arqon_gate.doubles.bus_server import BusServer, Json
from arqon_gate.doubles.bus_shapes import maestro_event
from arqon_gate.doubles.planes import instant
from arqon_gate.on_a_bus import bus_at, on_bus
from arqon_gate.speaking import OpenPlane, judged, waited_for
from arqon_service.home import Home
from arqon_voice.bus.client import BusClient
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import ENDINGS
from arqon_voice.telemetry.tail import Tail

__all__ = ["CHECK", "look"]

PORT: Final = 9103
REQUESTS: Final = 4_000
WARM: Final = 500
"""What is kept from the first requests on is no leak."""
MOST_MB: Final = 20.0
AT_ONCE: Final = 50
_SOUND: Final = base64.b64encode(b"\x10\x20" * 16_000).decode()
_MANNERS: Final = ["pass"] * 16 + ["duplicate", "duplicate", "hold", "corrupt"]
_GRACE_S: Final = 0.3
"""A frame that the bus corrupts or holds back does not come."""


class _Asking:
    """The voice as the bus has it (`BusVoice`), which counts what it is asked."""

    def __init__(self, plane: VoicePlane) -> None:
        self._plane = plane
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
        ticket = self._plane.say(text, audio=audio, message_id=message_id, session_id=session_id)
        self.asked[ticket.message_id] += 1
        return ticket


def look(
    around: Around, opened: OpenPlane = instant, port: int = PORT, requests: int = REQUESTS
) -> Outcome:
    """Send requests with a second of sound each; the player takes no time to play them."""
    home = Home.under(around.scratch / "voice")
    home.make()
    plane = opened(home, "gate")
    plane.start()
    asking, before_mb, begun = _Asking(plane), 0.0, time.monotonic()
    draw = random.Random(14)  # noqa: S311 -- the same frames each time
    try:
        with bus_at(port) as bus, on_bus(asking, plane.emitter.tell, bus) as client:
            for first in range(0, requests, AT_ONCE):
                if first == min(WARM, requests // 2 // AT_ONCE * AT_ONCE):
                    before_mb = _held_mb()
                _send(bus, client, draw, range(first, first + AT_ONCE))
                waited_for(lambda: not plane.in_hand, "all requests to end")
            counts = client.status.counts
        plane.telemetry.flush(60)
        grown_mb = _held_mb() - before_mb
    finally:
        plane.close()
    ended = _endings(home)
    wrong = [name for name, times in asking.asked.items() if ended[name] != times]
    seen = [
        f"{requests} frames sent in {time.monotonic() - begun:.0f} s: {counts}",
        f"{sum(asking.asked.values())} requests reached the voice, as {len(asking.asked)} messages",
        f"{len(wrong)} messages without one ending for each request",
        f"memory grew by {grown_mb:.1f} MB",
    ]
    print("\n".join(seen), flush=True)
    faults = []
    if wrong:
        faults.append(f"{len(wrong)} messages did not end once for each time they were asked for.")
    if grown_mb > MOST_MB:
        faults.append(f"Memory grew by {grown_mb:.1f} MB; {MOST_MB:.0f} are allowed.")
    if len(asking.asked) < 0.8 * requests:
        faults.append(f"{len(asking.asked)} of {requests} messages reached the voice.")
    figures = {
        "frames": requests,
        "requests": sum(asking.asked.values()),
        "without_one_ending": len(wrong),
        "memory_grown_mb": round(grown_mb, 1),
    }
    return judged(faults, "Each request ended once, and nothing grew.", seen, figures)


def _send(bus: BusServer, client: BusClient, draw: random.Random, numbers: range) -> None:
    if draw.random() < 0.05:
        bus.order({"drop": True})
    waited_for(lambda: client.status.connected, "the link to the bus")
    frames = [_request(f"soak-{number}") for number in numbers]
    got = client.status.counts.frames
    bus.order({"manners": draw.choices(_MANNERS, k=len(frames))})
    bus.send(*frames)
    until = time.monotonic() + _GRACE_S
    while client.status.counts.frames < got + len(frames) and time.monotonic() < until:
        time.sleep(0.002)


def _request(message_id: str) -> Json:
    said = {"transcript": "Good morning.", "duration_ms": 1000, "audio_format": "pcm"}
    inner = {**said, "audio_data": _SOUND}
    return maestro_event("stt.speech.request", "soak", "c-1", message_id, inner)


def _held_mb() -> float:
    return psutil.Process().memory_info().rss / 1e6


def _endings(home: Home) -> Counter[str]:
    tail, ended = Tail(home.telemetry, last=10**7), Counter[str]()
    while rows := tail.read(10_000):
        ended.update(row.message_id for row in rows if row.name in ENDINGS)
    tail.close()
    return ended


CHECK = Check(
    name="soak",
    title="A long time over a bus that misbehaves",
    gate=1,
    limit_s=900,
    proof="Run it where port 9103 is free: arqon-tts gate run soak",
    look=look,
)
