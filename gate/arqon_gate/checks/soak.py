"""A long time over a bus that repeats, corrupts and drops its link: each request ends once."""

from __future__ import annotations

import base64
import time
from typing import Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.bus_server import Json
from arqon_gate.doubles.bus_shapes import maestro_event
from arqon_gate.doubles.planes import instant
from arqon_gate.on_a_bus import bus_at
from arqon_gate.soaking import home_for, soaked
from arqon_gate.speaking import OpenPlane
from arqon_service.home import Home

__all__ = ["CHECK", "look"]

PORT: Final = 9103
REQUESTS: Final = 4_000
WARM: Final = 500
"""What is kept from the first requests on is no leak."""
LEAST: Final = 0.8
"""The share of messages that must come through; the bus corrupts one frame in twenty."""
_SOUND: Final = base64.b64encode(b"\x10\x20" * 16_000).decode()


def look(
    around: Around,
    opened: OpenPlane = instant,
    port: int = PORT,
    requests: int = REQUESTS,
    warm: int = WARM,
) -> Outcome:
    """Send requests with a second of sound each; the player takes no time to play them."""
    home = home_for(Home.under(around.scratch / "voice"))
    begun = time.monotonic()
    with bus_at(port) as bus:
        plane = opened(home, "gate")
        plane.start()
        found, counts = soaked(bus, plane, home, _request, requests, warm)
    seen = [
        f"{requests} frames sent in {time.monotonic() - begun:.0f} s: {counts}",
        f"{found.requests} requests reached the voice, as {found.messages} messages",
        f"{found.wrong} messages without one ending for each request",
        f"memory grew by {found.grown_mb:.1f} MB",
    ]
    print("\n".join(seen), flush=True)
    wrong = found.faults
    if found.messages < LEAST * requests:
        wrong.append(f"{found.messages} of {requests} messages reached the voice.")
    figures = {
        "frames": requests,
        "requests": found.requests,
        "without_one_ending": found.wrong,
        "memory_grown_mb": round(found.grown_mb, 1),
    }
    return judged(wrong, "Each request ended once, and nothing grew.", seen, figures)


def _request(message_id: str) -> Json:
    said = {"transcript": "Good morning.", "duration_ms": 1000, "audio_format": "pcm"}
    inner = {**said, "audio_data": _SOUND}
    return maestro_event("stt.speech.request", "soak", "c-1", message_id, inner)


CHECK = Check(
    name="soak",
    title="A long time over a bus that misbehaves",
    gate=1,
    limit_s=900,
    proof="Run it where port 9103 is free: arqon-tts gate run soak",
    look=look,
)
