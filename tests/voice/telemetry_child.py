"""What the telemetry and replay tests run as processes of their own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from arqon_voice.events import STREAM_CHUNK, Event
from arqon_voice.telemetry import Telemetry

ROOT = Path(__file__).parents[2]
NOW_MS = int(time.time() * 1000)


def event(number: int, name: str = STREAM_CHUNK, *, message_id: str = "m") -> Event:
    """An event that can be told from others by its `seq`."""
    return Event(name, NOW_MS + number, "session", message_id, "cli", {"seq": number})


def spawn(command: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a command of this module; it speaks and listens line by line."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.voice.telemetry_child", command, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(child: subprocess.Popen[str]) -> str:
    """The next line that `child` prints."""
    assert child.stdout
    return child.stdout.readline().strip()


def finish(child: subprocess.Popen[str]) -> None:
    """Let `child` end by closing its input, and check that it ended well."""
    with child:
        child.communicate(timeout=30)
    assert child.returncode == 0


def say(word: object) -> None:
    """Print for the parent, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def append(path: str, count: str, mark: str) -> None:
    """Emit `count` events marked with `mark`, and report that all are in the file."""
    telemetry = Telemetry(Path(path), source="cli")
    for number in range(int(count)):
        telemetry.emit(event(number, message_id=mark))
    say(telemetry.flush(20))
    sys.stdin.read()
    telemetry.close(5)


def append_for_ever(path: str, mark: str) -> None:
    """Emit until killed; report once that the first events are in the file."""
    telemetry = Telemetry(Path(path), source="cli")
    number = 0
    while True:
        telemetry.emit(event(number, message_id=mark))
        number += 1
        if number % 500 == 0:
            telemetry.flush(20)
        if number == 500:
            say("writing")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
