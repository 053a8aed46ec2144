"""From a stop in another process to silence at the device.

The holder is `arqon-tts serve`; who speaks and who stops are clients of it. The device is a
PulseAudio null sink, and its recording tells: what came in it last is played within the sink's
buffer, so all of that is added.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from arqon_gate.doubles.hearing import sine, sounding
from arqon_gate.doubles.null_sink import SINK_SECONDS, NullSink, missing_packages
from arqon_service.home import Home
from arqon_service.shared import SharedVoice, open_voice
from arqon_voice.telemetry.events import PLAYBACK_STOPPED

ROUNDS, WAIT_S = 100, 30
LONG = sine(20.0)


def stopper() -> None:
    """Be the other process: stop for each line of standard input, and tell when it was called."""
    voice = open_voice(Home.of_user(), "panel", follow=True)
    while voice.status() is None:
        time.sleep(0.01)
    print("ready", flush=True)
    for _line in sys.stdin:
        called = time.monotonic()
        voice.stop("bench")
        print(called, flush=True)
    voice.close()


def measure(sink: NullSink, speaker: SharedVoice, other: subprocess.Popen[str]) -> list[float]:
    """Milliseconds from the call to the last sample that can be heard, at the latest."""
    chance = random.Random(11)
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdout.readline()
    took = []
    for _ in range(ROUNDS):
        with sink.record() as recording:
            ticket = speaker.say("", audio=LONG)
            recording.wait_for_sound()
            recording.settle(chance.uniform(0.0, 0.4))
            other.stdin.write("\n")
            other.stdin.flush()
            called = float(other.stdout.readline())
            assert ticket.outcome.result(WAIT_S).ending == PLAYBACK_STOPPED
            recording.settle()
            last = recording.time_of(sounding(recording.samples).stop - 1)
            took.append((last - called + SINK_SECONDS) * 1000)
    return took


def main() -> int:
    """Print the table."""
    if sys.argv[1:] == ["stopper"]:
        stopper()
        return 0
    if command := missing_packages():
        print(f"no sound server to measure with: {command}")
        return 1
    sink = NullSink()
    os.environ.update(sink.environment())
    serve = [str(Path(sys.executable).with_name("arqon-tts")), "serve", "--bus", ""]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARQON_TTS_HOME"] = folder
        with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as serving:
            assert serving.stderr is not None
            serving.stderr.readline()
            speaker = open_voice(Home.of_user(), "panel", follow=True)
            command_line = [sys.executable, "-m", "bench.stop", "stopper"]
            with subprocess.Popen(
                command_line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as other:
                took = measure(sink, speaker, other)
                assert other.stdin is not None
                other.stdin.close()
            speaker.close()
            serving.terminate()
    sink.close()
    p50, p99 = statistics.median(took), statistics.quantiles(took, n=100, method="inclusive")[98]
    print(f"{'stop in another process to silence':<44} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
    print(f"{f'n={ROUNDS}, goal p99 100':<44} {p50:>8.1f} {p99:>8.1f} {max(took):>8.1f}")
    return int(p99 > 100)


if __name__ == "__main__":
    sys.exit(main())
