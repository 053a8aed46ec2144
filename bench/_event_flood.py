"""Appends events to a telemetry store, RATE a second: `python -m bench._event_flood PATH RATE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import STREAM_CHUNK, Event

STEP_S = 0.01


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
