"""Ten thousand requests over a bus that repeats, corrupts and drops its link: nothing grows.

The soak is that of the gate (`arqon_gate.soaking`), longer, and in the bus's other dialect: these
are more than two hours of speech, played in no time. Each request that reached the voice has one
final event.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from arqon_gate.doubles.bus_server import BusServer, Json
from arqon_gate.doubles.planes import instant
from arqon_gate.soaking import home_for, soaked
from arqon_service.home import Home
from bench._soaking import REQUESTS, WARM, printed
from tests.voice.bus.frames import speech

AUDIO = b"\x10\x20" * 16_000


def main() -> int:
    """Print the table; the status says whether all of it held."""
    with tempfile.TemporaryDirectory() as folder, BusServer("arqon") as bus:
        home = home_for(Home.under(Path(folder)))
        plane = instant(home, "service")
        plane.start()
        begun = time.monotonic()
        request: partial[Json] = partial(speech, "arqon", audio=AUDIO)
        found, counts = soaked(bus, plane, home, request, REQUESTS, WARM)
    print(
        f"frames sent                          {REQUESTS:>8}  in {time.monotonic() - begun:.0f} s"
    )
    print(f"requests that reached the voice      {found.requests:>8}  {counts}")
    return int(not printed(found) or REQUESTS - found.messages > REQUESTS // 10)


if __name__ == "__main__":
    sys.exit(main())
