"""What the telemetry and replay tests run as processes of their own."""

from __future__ import annotations

import importlib
import itertools
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.sqlite.file import open_database
from arqon_voice.sqlite.migrations import Schema
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import STREAM_CHUNK, Event
from arqon_voice.telemetry.store import SCHEMA
from arqon_voice.telemetry.writer import Limits
from tests.patience import PATIENCE_S

Child = subprocess.Popen[str]
ROOT = Path(__file__).parents[2]
NOW_MS = int(time.time() * 1000)


def event(number: int, name: str = STREAM_CHUNK, *, message_id: str = "m") -> Event:
    """An event that can be told from others by its `seq`."""
    return Event(name, NOW_MS + number, "session", message_id, "cli", {"seq": number})


@contextmanager
def running(command: str, *arguments: object) -> Iterator[Child]:
    """A command of this module as a process; it speaks and listens line by line."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.voice.children", command, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        try:
            yield child
        finally:
            child.kill()


def said(child: Child) -> str:
    """The next line that `child` prints."""
    assert child.stdout
    return child.stdout.readline().strip()


def rest(child: Child) -> str:
    """All that `child` prints until it ends."""
    assert child.stdout
    return child.stdout.read()


def tell(child: Child, line: str) -> None:
    """Say a line to `child`."""
    assert child.stdin
    child.stdin.write(f"{line}\n")
    child.stdin.flush()


def finish(child: Child) -> None:
    """Let `child` end by closing its input, and check that it ended well."""
    child.communicate(timeout=PATIENCE_S)
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
    say(telemetry.flush(PATIENCE_S))
    sys.stdin.read()
    telemetry.close(5)


def append_for_ever(path: str, mark: str) -> None:
    """Emit until killed; report each number up to which all is in the file."""
    telemetry = Telemetry(Path(path), source="cli")
    for number in itertools.count(1):
        telemetry.emit(event(number, message_id=mark))
        if number % 200 == 0 and telemetry.flush(PATIENCE_S):
            say(number)


def migrate_and_die(path: str, statements: str) -> None:
    """Take a file to a further version, and be killed after so many statements of that step."""

    class Deadly(tuple[str, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[str]:
            yield from super().__iter__()
            os.kill(os.getpid(), signal.SIGKILL)

    step = Deadly(f"CREATE TABLE further_{number} (x)" for number in range(int(statements)))
    open_database(Path(path), Schema(steps=(*SCHEMA.steps, step)), busy_s=5)


def nothing_can_be_written(telemetry: Telemetry) -> bool:
    """Wait until it says so."""
    until = time.monotonic() + PATIENCE_S
    while telemetry.status.state != "in memory only":
        if telemetry.flush(0.1) or time.monotonic() > until:
            return False
    return True


def append_to_a_full_disk(path: str, count: str) -> None:
    """Emit with no room for the file to grow; report how it fares; go on once there is room."""
    telemetry = Telemetry(Path(path), source="cli")
    telemetry.emit(event(0))
    say(telemetry.flush(PATIENCE_S))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    for number in range(1, int(count)):
        telemetry.emit(event(number))
    say(nothing_can_be_written(telemetry))
    say(telemetry.status.state)
    say(telemetry.status.fault)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    say(telemetry.flush(PATIENCE_S))
    say(telemetry.status.state)
    telemetry.close(5)


def append_as_nobody(path: str) -> None:
    """Emit where this process may not write; report how it fares; go on when told."""
    # Imported on first use elsewhere, and nobody may not read what root has installed.
    importlib.import_module("filelock")
    if os.geteuid() == 0:
        os.seteuid(65534)
    telemetry = Telemetry(Path(path), source="cli", limits=Limits(retry_s=(0.05, 0.05)))
    telemetry.emit(event(0))
    say(nothing_can_be_written(telemetry))
    say(telemetry.status.state)
    say(telemetry.status.fault)
    sys.stdin.readline()
    say(telemetry.flush(PATIENCE_S))
    telemetry.close(5)


def claim_what_is_asked(path: str) -> None:
    """Claim each message that a line of the input names, and report whether it was granted."""
    guard = ReplayGuard(Path(path))
    for line in sys.stdin:
        say(guard.claim(line.strip()))
    guard.close()


def speak_for_ever(path: str, mark: str) -> None:
    """Claim, hear and speak messages until killed, and report each step once it is done."""
    guard = ReplayGuard(Path(path))
    for number in itertools.count():
        for step in (guard.claim, guard.began, guard.spoken):
            step(f"{mark}{number}")
            say(f"{step.__name__} {mark}{number}")


def claim_one(path: str, message_id: str, *steps: str) -> None:
    """Claim a message, take the `steps` that are named, and stay until killed."""
    guard = ReplayGuard(Path(path))
    for step in ("claim", *steps):
        getattr(guard, step)(message_id)
    say("claimed")
    sys.stdin.read()


def lock(path: str, *pragmas: str) -> None:
    """Keep others from writing to the file until the input ends."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE other (x)")
    say("locked")
    sys.stdin.read()
    connection.execute("ROLLBACK")
    connection.close()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
