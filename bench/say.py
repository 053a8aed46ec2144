"""From asking to the first sound at the device, with the fallback voice, through the whole plane.

The device is a PulseAudio null sink that fetches sound up to 50 ms ahead; its recording tells. The
voice's own leading silence (12 to 49 ms) counts, because a listener waits for it too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from arqon_gate.doubles.hearing import sounding
from arqon_gate.doubles.null_sink import NullSink, missing_packages
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_voice.speech.plane import VoicePlane

HELD, STOPS, GIVEN_BACK, COMMANDS = 20, 50, 8, 8
IDLE_S = 5.5
"""Longer than the player keeps a device that is not used."""


def main() -> int:
    """Print the table."""
    if command := missing_packages():
        print(f"no sound server to measure with: {command}")
        return 1
    sink = NullSink()
    os.environ.update(sink.environment())
    with tempfile.TemporaryDirectory() as home:
        os.environ["ARQON_TTS_HOME"] = home
        print(
            f"{'to the first sound recorded':<52} {'p50 ms':>8} {'max ms':>8} {'n':>4} {'goal':>6}"
        )
        _plane(sink)
        command_line = [str(Path(sys.executable).with_name("arqon-tts")), "say", "Hello."]
        whole = [
            _heard(sink, lambda: subprocess.run(command_line, check=True, capture_output=True))
            for _ in range(COMMANDS)
        ]
        _row("the command `arqon-tts say`, whole process", whole, "")
    sink.close()
    return 0


def _plane(sink: NullSink) -> None:
    plane = open_plane(Home.of_user(), "panel")
    plane.start()
    plane.warm()

    def speak() -> object:
        return plane.say("Hello.").outcome.result(30)

    speak()
    _row(
        "say(), the device held since the last utterance",
        [_heard(sink, speak) for _ in range(HELD)],
        "150",
    )
    stopped = [_stopped(sink, plane) for _ in range(STOPS)]
    _row("stop() to the last sample recorded (negative: before)", stopped, "100")
    given_back = []
    for _ in range(GIVEN_BACK):
        time.sleep(IDLE_S)
        given_back.append(_heard(sink, speak))
    _row("say(), the device given back meanwhile", given_back, "150")
    plane.close()


def _stopped(sink: NullSink, plane: VoicePlane) -> float:
    with sink.record() as recording:
        ticket = plane.say("This is a sentence that is long enough to be stopped in the middle.")
        recording.wait_for_sound()
        stopped_at = time.monotonic()
        plane.stop()
        ticket.outcome.result(30)
        recording.settle()
        return (recording.time_of(sounding(recording.samples).stop - 1) - stopped_at) * 1000


def _heard(sink: NullSink, speak: Callable[[], object]) -> float:
    with sink.record() as recording:
        asked_at = time.monotonic()
        speak()
        recording.settle()
        return (recording.time_of(sounding(recording.samples).start) - asked_at) * 1000


def _row(what: str, values: list[float], goal: str) -> None:
    print(
        f"{what:<52} {statistics.median(values):>8.0f} {max(values):>8.0f} {len(values):>4}"
        f" {goal:>6}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
