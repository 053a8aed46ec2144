"""Checks that misbehave, and some that do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from arqon_gate.check import Around, Check, Outcome

__all__ = ["check_that"]

FINE = Outcome("proven", ("It was seen.",), ("a line",), {"took_ms": 3})


def _is_proven(around: Around) -> Outcome:
    assert around.home.state.is_dir()
    assert os.environ["ARQON_TTS_HOME"] == str(around.home.settings.parent)
    print(f"settings {around.home.settings}")
    return FINE


def _speaks(around: Around) -> Outcome:
    around.spoken("a text that somebody speaks")
    print("it said: a text that somebody speaks")
    return Outcome("proven", ("heard: a text that somebody speaks",), ("it said so",))


def _dies_speaking(around: Around) -> Outcome:
    around.spoken("a text that\nsomebody speaks")
    print("it said: a text that somebody speaks", flush=True)
    os._exit(1)


def _leaves_a_stranger(around: Around) -> Outcome:
    """A process of another session and environment, which holds the output open."""
    words = [sys.executable, "-c", "import time; time.sleep(600)"]
    print(subprocess.Popen(words, start_new_session=True, env={}).pid)
    return FINE


def _raises(around: Around) -> Outcome:
    raise LookupError("nothing there")


def _hangs(around: Around) -> Outcome:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("it begins", flush=True)
    while True:
        time.sleep(60)


def _hangs_silently(around: Around) -> Outcome:
    os.close(1)
    os.close(2)
    while True:
        time.sleep(60)


def _is_killed(around: Around) -> Outcome:
    os.kill(os.getpid(), signal.SIGSEGV)
    return FINE


def _leaves_early(around: Around) -> Outcome:
    os._exit(0)


def _floods(around: Around) -> Outcome:
    print("the first line", flush=True)
    for _ in range(64):
        os.write(1, bytes(range(256)) * 1024)
    print("the last line", flush=True)
    return FINE


def _floods_without_end(around: Around) -> Outcome:
    while True:
        os.write(1, b"again\x1b[2J\n" * 4096)


def _leaves_a_process(around: Around) -> Outcome:
    words = [sys.executable, "-c", "import time; time.sleep(600)", "left-by-a-check"]
    process = subprocess.Popen(words, start_new_session=True)
    print(process.pid)
    return FINE


def _leaves_a_process_and_hangs(around: Around) -> Outcome:
    _leaves_a_process(around)
    sys.stdout.flush()
    while True:
        time.sleep(60)


def _lies(around: Around) -> Outcome:
    import atexit

    atexit.register(os._exit, 3)
    return FINE


_LOOKS = {look.__name__[1:]: look for look in (
    _is_proven, _speaks, _raises, _hangs, _hangs_silently, _is_killed, _leaves_early, _floods,
    _floods_without_end, _leaves_a_process, _lies, _dies_speaking, _leaves_a_stranger,
    _leaves_a_process_and_hangs,
)}  # fmt: skip


def check_that(does: str, limit_s: float = 60.0) -> Check:
    """The check that does what the name says."""
    return Check(
        does.replace("_", "-"), does.replace("_", " "), 6, limit_s, "Run it.", _LOOKS[does]
    )
