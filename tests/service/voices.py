"""What the tests of the shared voice share: real `arqon-tts` processes, and what they told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from arqon_service.channel.client import NoAnswer
from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_service.remote import reach
from arqon_service.voice import VoiceUnreachable
from arqon_voice.sqlite.faults import BusyError, MovedError
from arqon_voice.telemetry.reader import Selection, select
from arqon_voice.telemetry.rows import Row
from tests.patience import PATIENCE_S

__all__ = [
    "ARQON_TTS",
    "LONG",
    "ended",
    "eventually",
    "families",
    "halt",
    "holding",
    "queue_of",
    "rows",
    "running",
]

ARQON_TTS = Path(sys.executable).with_name("arqon-tts")
LONG = "word " * 400
"""Minutes of speech: nothing that a test waits for to end by itself."""


def eventually(come: Callable[[], object], what: str) -> None:
    """Look until `come` is true; for what offers nothing to wait on."""
    tick = threading.Event()
    for _ in range(int(PATIENCE_S * 50)):
        if come():
            return
        tick.wait(0.02)
    raise AssertionError(f"waited in vain for {what}")


@contextmanager
def running(*words: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """An `arqon-tts` that runs until the block ends."""
    with subprocess.Popen(
        [ARQON_TTS, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for its end: exit code, standard output, standard error."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


def holding(home: Home, program: str) -> psutil.Process:
    """Wait until a process of that kind holds the voice and can be reached."""

    def there() -> bool:
        holder = holder_of(home)
        return holder is not None and holder.program == program and bool(holder.socket)

    eventually(there, f"{program} to hold the voice")
    holder = holder_of(home)
    assert holder is not None
    return psutil.Process(holder.pid)


def rows(home: Home, name: str = "", message_id: str = "") -> list[Row]:
    """The events so far, oldest first; none where there is no store yet."""
    while True:
        try:
            found = [*select(home.telemetry, Selection())]
        except BusyError:  # a program that opens or leaves it has it locked for a moment
            continue
        except MovedError:
            return []
        return [r for r in found if r.name.endswith(name) and r.message_id.startswith(message_id)]


def halt(process: subprocess.Popen[str]) -> None:
    """Stop it as ctrl-z does, and wait until it stands.

    Its threads go on until one of them is run and takes the signal, which a busy machine puts off.
    """
    process.send_signal(signal.SIGSTOP)
    standing = psutil.Process(process.pid)
    eventually(lambda: standing.status() == psutil.STATUS_STOPPED, "the process to stand")


def queue_of(home: Home) -> list[str]:
    """What waits at the holder; one that a busy machine does not let answer is asked again."""
    waiting: list[str] = []

    def told() -> bool:
        try:
            asking = reach(home, "test")
        except VoiceUnreachable:
            return False
        assert asking is not None
        try:
            waiting[:] = [each.message_id for each in asking.view().queue.waiting]
        except NoAnswer:
            return False
        finally:
            asking.close()
        return True

    eventually(told, "an answer of the holder")
    return waiting


def families(process: psutil.Process) -> list[psutil.Process]:
    """The processes that it has started."""
    return process.children(recursive=True)
