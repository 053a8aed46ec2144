"""What the channel costs: asked in the holder, and from a second process; and no stop is lost.

Each request names a message that was spoken before, so that it ends without a sound: what is
measured is the way there and back. The pairs are a `say` and a `stop` right after it, from the
second process; each must end as stopped.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from arqon_gate.doubles.null_sink import NullSink, missing_packages
from arqon_service.home import Home
from arqon_service.shared import SharedVoice, open_voice
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import LATENCY_MS, PLAYBACK_STOPPED, REPLAY_IGNORED

ROUNDS, PAIRS, WAIT_S = 300, 1_000, 30
A_MOMENT = PcmChunk(bytes(3_200), 16_000)


def asked(voice: SharedVoice) -> float:
    """Milliseconds from asking for what was spoken already to the answer."""
    begun = time.perf_counter()
    outcome = voice.say("", audio=A_MOMENT, message_id="spoken").outcome.result(WAIT_S)
    assert outcome.ending == REPLAY_IGNORED, outcome
    return (time.perf_counter() - begun) * 1000


def row(what: str, values: list[float]) -> None:
    """One line of the table."""
    p50, p99 = statistics.median(values), sorted(values)[int(len(values) * 0.99)]
    print(f"{what:<44} {p50:>8.2f} {p99:>8.2f} {len(values):>5}")


def second() -> None:
    """Be the second process: a number of rounds for each line of standard input."""
    voice = open_voice(Home.of_user(), "say")
    asked(voice)
    print("ready", flush=True)
    for _line in sys.stdin:
        print(asked(voice), flush=True)
    voice.close()


def pairs(voice: SharedVoice) -> int:
    """How many of PAIRS stops were obeyed."""
    obeyed = 0
    for _ in range(PAIRS):
        ticket = voice.say("one two three four five six seven eight nine ten")
        voice.stop("bench")
        obeyed += ticket.outcome.result(WAIT_S).ending == PLAYBACK_STOPPED
    return obeyed


def main() -> int:
    """Print the table."""
    if sys.argv[1:] == ["second"]:
        second()
        return 0
    if sys.argv[1:] == ["pairs"]:
        print(pairs(open_voice(Home.of_user(), "say")))
        return 0
    if command := missing_packages():
        print(f"no sound server to measure with: {command}")
        return 1
    sink = NullSink()
    os.environ.update(sink.environment())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARQON_TTS_HOME"] = folder
        holder = open_voice(Home.of_user(), "panel", follow=True)
        spoken = holder.say("", audio=A_MOMENT, message_id="spoken").outcome.result(WAIT_S)
        assert spoken.ending == LATENCY_MS, spoken
        _measure(holder)
        done = subprocess.run(
            [sys.executable, "-m", "bench.channel", "pairs"], stdout=subprocess.PIPE, check=True
        )
        print(f"say and stop from a second process: {int(done.stdout)} of {PAIRS} obeyed")
        holder.close()
    sink.close()
    return 0


def _measure(holder: SharedVoice) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.channel", "second"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        here, there = list[float](), list[float]()
        for _ in range(ROUNDS):
            here.append(asked(holder))
            other.stdin.write("\n")
            other.stdin.flush()
            there.append(float(other.stdout.readline()))
        other.stdin.close()
    print(f"{'to the answer':<44} {'p50 ms':>8} {'p99 ms':>8} {'n':>5}")
    row("asked in the holder", here)
    row("asked from a second process", there)
    print(f"the channel adds {statistics.median(there) - statistics.median(here):.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
