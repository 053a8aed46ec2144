"""From a frame that a producer sends on the bus to its first sample, with audio in the request.

Producer, bus and voice are three processes; the provider is the fallback. The device is a
PulseAudio null sink that fetches sound up to 50 ms ahead.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from arqon_gate.doubles.bus_server import BusServer
from arqon_gate.doubles.hearing import sine, sounding
from arqon_gate.doubles.null_sink import NullSink, missing_packages
from arqon_service.home import Home
from arqon_voice.telemetry.tail import Tail
from tests.service.voices import eventually, holding, running
from tests.voice.bus.frames import speech

REQUESTS = 30
TONE = sine(0.3, rate=16_000)


def main() -> int:
    """Print the table."""
    if command := missing_packages():
        print(f"no sound server to measure with: {command}")
        return 1
    sink = NullSink()
    os.environ.update(sink.environment())
    with tempfile.TemporaryDirectory() as folder, BusServer("arqon") as bus:
        os.environ["ARQON_TTS_HOME"] = folder
        home = Home.under(Path(folder))
        with running("serve", "--bus", bus.url), connect(bus.url) as producer:
            holding(home, "serve")
            bus.wait_for_payload("stt.health.status")
            _measure(sink, home, producer)
    sink.close()
    return 0


def _measure(sink: NullSink, home: Home, producer: ClientConnection) -> None:
    left, heard = [], []
    for number in range(REQUESTS + 1):
        request = speech("arqon", f"m-{number}", audio=TONE.pcm)
        for key in ("sender", "args"):
            del request[key]
        with sink.record() as recording:
            sent_ms, sent_at = time.time_ns() / 1e6, time.monotonic()
            producer.send(json.dumps(request))
            left_ms = _left_for_the_device(home, f"m-{number}")
            recording.settle()
        if number:  # the first one finds nothing loaded
            left.append(left_ms - sent_ms)
            heard.append((recording.time_of(sounding(recording.samples).start) - sent_at) * 1000)
    print(f"{'from a frame sent on the bus':<48} {'p50 ms':>8} {'max ms':>8} {'n':>4} {'goal':>6}")
    _row("to its first sample leaving for the device", left, "60")
    _row("to its first sample recorded", heard, "")


def _left_for_the_device(home: Home, message_id: str) -> int:
    """When its first sample did, in epoch milliseconds; waits for the request's end."""

    def rows(name: str) -> list[int]:
        tail = Tail(home.telemetry, last=1000)
        found = [r.ts_ms for r in tail.read(1000) if (r.message_id, r.name) == (message_id, name)]
        tail.close()
        return found

    eventually(lambda: rows("stt.tts.latency_ms"), "the end of a request")
    return rows("stt.tts.playback_started")[0]


def _row(what: str, values: list[float], goal: str) -> None:
    median, worst = statistics.median(values), max(values)
    print(f"{what:<48} {median:>8.0f} {worst:>8.0f} {len(values):>4} {goal:>6}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
