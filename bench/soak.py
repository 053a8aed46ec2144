"""Ten thousand requests through one plane: one final event each, and nothing that grows.

All is real but the time that sound takes: what a device would play is heard at once. A fifth of the
requests asks a sidecar that is not there; some are stopped, cut off, warned before or asked twice.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from arqon_gate.doubles.patience import PATIENCE_S
from arqon_gate.doubles.planes import instant
from arqon_gate.soaking import balance, held, home_for
from arqon_service.home import Home
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk
from bench._soaking import REQUESTS, WARM, printed

AT_ONCE = 20
AUDIO = PcmChunk(b"\x10\x00" * 16_000, 16_000)


def main() -> int:
    """Print the table; the status says whether all of it held."""
    with tempfile.TemporaryDirectory() as folder:
        return _soak(home_for(Home.under(Path(folder))))


def _soak(home: Home) -> int:
    plane = instant(home, "cli")
    plane.start()
    draw = random.Random(11)
    begun = time.monotonic()
    asked = _ask(plane, draw, WARM)
    before = held()
    asked |= _ask(plane, draw, REQUESTS - WARM)
    after = held()
    took = time.monotonic() - begun
    plane.close(30)
    found = balance(home, asked, before, after)
    print(f"requests                             {found.requests:>8}  in {took:.0f} s")
    return int(not printed(found))


def _ask(plane: VoicePlane, draw: random.Random, number: int) -> Counter[str]:
    asked: Counter[str] = Counter()
    tickets: list[Ticket] = []
    for _ in range(number):
        again = draw.random() < 0.05 and asked
        ticket = plane.say(
            "Hello.",
            audio=AUDIO,
            provider="kokoro" if draw.random() < 0.2 else "fallback",
            now=draw.random() < 0.02,
            warning=draw.random() < 0.1,
            message_id=draw.choice(list(asked)) if again else None,
        )
        asked[ticket.message_id] += 1
        tickets.append(ticket)
        if draw.random() < 0.02:
            plane.stop()
        if len(tickets) >= AT_ONCE:
            for each in tickets:
                each.outcome.result(PATIENCE_S)
            tickets.clear()
    for each in tickets:
        each.outcome.result(PATIENCE_S)
    return asked


if __name__ == "__main__":
    sys.exit(main())
