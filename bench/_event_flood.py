"""Appends events to a telemetry store, RATE a second: `python -m bench._event_flood PATH RATE`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import STREAM_CHUNK, Event
from bench._terminal import environment

STEP_S = 0.01
STORE = ".local/state/arqon-tts/telemetry.db"
"""Where it lies in a user's home folder."""


@contextmanager
def flood(home: Path, rate: int) -> Iterator[None]:
    """Another process that writes `rate` events a second to the store of `home`."""
    if not rate:
        yield
        return
    argv = [sys.executable, "-m", "bench._event_flood", str(home / STORE), str(rate)]
    source = subprocess.Popen(argv, env=environment(home))
    try:
        yield
    finally:
        source.kill()
        source.wait()


def main() -> None:
    telemetry, rate = Telemetry(Path(sys.argv[1]), source="service"), int(sys.argv[2])
    begun, sent = time.monotonic(), 0
    while True:
        due = int((time.monotonic() - begun) * rate)
        for seq in range(sent, due):
            data = {"bytes": 4800, "seq": seq}
            now = time.time_ns() // 1_000_000
            telemetry.emit(Event(STREAM_CHUNK, now, "flood", "0f1e2d3c", "service", data))
        sent = due
        time.sleep(STEP_S)


if __name__ == "__main__":
    main()
