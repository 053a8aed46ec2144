"""The process of one check, from its start to the end of all that it has started."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Final

from arqon_gate.environment import MARK, environment
from arqon_gate.leftovers import end_marked
from arqon_gate.order import Order

__all__ = ["followed"]

_LOOK_S: Final = 0.1
"""How often it is looked whether the check has ended, run out of time, or been stopped."""

_PIPE_BYTES: Final = 64 * 1024
"""What a pipe holds, pipe(7)."""


def followed(order: Order, heard: Callable[[bytes], None], stop: Event) -> str | int:
    """Start the process of a check, and follow it to its end, and all that it has started.

    Returns:
        Its exit code, negative for a signal; or why it was ended, a sentence.

    Raises:
        OSError: it cannot be started.
    """
    mark = order.report.parent.name
    process = _begun(order, mark)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        return _ending(process, process.stdout.fileno(), order.check.limit_s, heard, stop)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        end_marked(MARK, mark)
        process.kill()
        process.wait()
        _rest(process.stdout.fileno(), heard)
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()


def _begun(order: Order, mark: str) -> subprocess.Popen[bytes]:
    """The check's process, which has its order. It ends when its standard input does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "arqon_gate.inside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=order.around.scratch,
        env=environment(order.around.home.settings.parent, mark),
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):  # it has died, which is seen next
        pickle.dump(order, process.stdin)
        process.stdin.flush()
    os.set_blocking(process.stdout.fileno(), False)
    return process


def _ending(
    process: subprocess.Popen[bytes],
    pipe: int,
    limit_s: float,
    heard: Callable[[bytes], None],
    stop: Event,
) -> str | int:
    until = time.monotonic() + limit_s
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while process.poll() is None:
            if time.monotonic() >= until:
                return f"It ran longer than its limit of {limit_s:g} s, and was ended."
            if stop.is_set():
                return "It was stopped before its end."
            if not selector.get_map():  # it has closed its output, and runs on
                time.sleep(_LOOK_S)
            elif selector.select(_LOOK_S) and not _heard_some(pipe, heard):
                selector.unregister(pipe)
    return process.returncode


def _heard_some(pipe: int, heard: Callable[[bytes], None]) -> bool:
    try:
        data = os.read(pipe, _PIPE_BYTES)
    except BlockingIOError:
        return False
    heard(data)
    return bool(data)


def _rest(pipe: int, heard: Callable[[bytes], None]) -> None:
    """What was still in the pipe, and not what a process that could not be ended adds to it."""
    for _ in range(_PIPE_BYTES // 4096):  # in the smallest pieces that a pipe has
        if not _heard_some(pipe, heard):
            return
