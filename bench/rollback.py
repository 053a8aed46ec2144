"""Rollback: from the call to the durable file, and until another running process has acted on it.

The other process has one utterance that hangs at Kokoro and one that waits behind it; both must
go to the fallback voice. Times are of one monotonic clock, which all processes share.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.assembly import open_providers
from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import Event

ROUNDS = 100


class _Told(Telemetry):
    """Telemetry that also tells the measuring process, at once."""

    def emit(self, event: Event) -> None:
        super().emit(event)
        line = {"name": event.name, "id": event.message_id, "at": time.monotonic(), **event.data}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def speak() -> None:
    """Be the other process: take on an utterance for each line of standard input."""
    home = Home.of_user()
    plane = VoicePlane(
        source="service",
        store=SettingsStore(Home.of_user().settings),
        telemetry=_Told(home.telemetry, source="service"),
        guard=ReplayGuard(home.replay),
        player=DevicePlayer(),
        providers=open_providers,
    )
    plane.start()
    plane.warm()
    for number, _line in enumerate(sys.stdin):
        plane.save("Yes.", home.state / f"{number}.wav")
    plane.close()


def measure(url: str, child: subprocess.Popen[str]) -> list[tuple[float, float, bool]]:
    """Milliseconds to the durable file and to the act, and whether what waited followed."""
    store = SettingsStore(Home.of_user().settings)
    store.change({"arqon_tts_kokoro_url": url, "arqon_tts_kokoro_timeout_ms": 60_000}, by="bench")
    return [_round(store, child) for _ in range(ROUNDS)]


def _round(store: SettingsStore, child: subprocess.Popen[str]) -> tuple[float, float, bool]:
    assert child.stdin is not None
    store.change({"arqon_tts_provider": "kokoro"}, by="bench")
    child.stdin.write("hangs\nwaits\n")
    child.stdin.flush()
    _next(child, "stt.tts.kokoro.stream_started")
    called = time.monotonic()
    store.change({"arqon_tts_provider": "fallback"}, by="bench")
    durable = time.monotonic()
    acted = _next(child, "stt.tts.fallback.used")
    _next(child, "stt.tts.latency_ms")
    waited = _next(child, "stt.tts.provider_selected")
    _next(child, "stt.tts.latency_ms")
    return (
        (durable - called) * 1000,
        (float(str(acted["at"])) - called) * 1000,
        waited["provider"] == "fallback",
    )


def _next(child: subprocess.Popen[str], name: str) -> dict[str, object]:
    assert child.stdout is not None
    for line in child.stdout:
        event: dict[str, object] = json.loads(line)
        if event["name"] == name:
            return event
    raise RuntimeError("the speaking process ended")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home, SidecarServer("never") as sidecar:
        os.environ["ARQON_TTS_HOME"] = home
        command = [sys.executable, "-m", "bench.rollback", "--speak"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            rows = measure(sidecar.url, child)
            assert child.stdin is not None
            child.stdin.close()
    print(f"{'rollback, n=' + str(len(rows)):<44} {'p50 ms':>8} {'p99 ms':>8} {'goal p99':>9}")
    _row("call to durable file", [row[0] for row in rows], 20)
    _row("call to act of another process", [row[1] for row in rows], 250)
    print(f"waiting utterances that followed: {sum(row[2] for row in rows)} of {len(rows)}")


def _row(what: str, values: list[float], goal: int) -> None:
    p99 = statistics.quantiles(values, n=100, method="inclusive")[98]
    print(f"{what:<44} {statistics.median(values):>8.1f} {p99:>8.1f} {goal:>9}")


if __name__ == "__main__":
    speak() if "--speak" in sys.argv else main()
