"""Row G: when the monitor's process is stopped, the address falls silent; then it goes on."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from arqon_microvm.attest.case import Case
from arqon_microvm.errors import VmError
from arqon_microvm.run.guard import guarded
from arqon_microvm.run.process import identify

__all__ = ["FROZEN_S", "falls_silent"]

FROZEN_S: Final = 0.4
"""Well above any answer's time, and below what the supervisor takes for a miss."""

_STOP_S: Final = 2.0
"""Far above what it takes: each thread must run once to stop, which on a busy machine can take
hundreds of milliseconds. Until then the VM goes on."""

_REQUEST: Final = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_HELD_BACK: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def falls_silent(case: Case, frozen_s: float = FROZEN_S) -> str:
    """A request while it is frozen gets its answer after the thaw, and not a byte before."""
    with _connection(case) as client:
        with _frozen(case):
            client.sendall(_REQUEST)
            early = select.select([client], [], [], frozen_s)[0]
        if early:
            said = client.recv(64)
            raise VmError(
                f"it said {said!r} while the monitor {case.monitor.pid} was stopped, "
                f"expected nothing for {frozen_s:g} s"
            )
        status = _start_of_answer(client, case.patience_s).split(b"\r\n")[0]
        if not status:
            raise VmError(f"no answer within {case.patience_s:g} s after the thaw, expected one")
        if status.split()[1:2] != [b"200"]:
            raise VmError(f"after the thaw it said {status!r}, expected status 200")
    return f"no byte in {frozen_s:g} s while stopped, and 200 after"


def _start_of_answer(client: socket.socket, within_s: float) -> bytes:
    """It is read to its end: one that is cut off has Firecracker log a fault."""
    start, until = b"", time.monotonic() + within_s
    with suppress(TimeoutError):
        while (left := until - time.monotonic()) > 0:
            client.settimeout(left)
            piece = client.recv(65536)
            if not piece:
                break
            start = (start + piece)[:64]
    return start


@contextmanager
def _connection(case: Case) -> Iterator[socket.socket]:
    try:
        with socket.create_connection(case.listen, case.patience_s) as client:
            yield client
    except OSError as error:
        raise VmError(f"{case.state.listen} cannot be asked: {error}") from error


@contextmanager
def _frozen(case: Case) -> Iterator[None]:
    """It always goes on after, whatever ends us: see `guarded`."""
    monitor = case.monitor
    try:
        held = os.pidfd_open(monitor.pid)
    except OSError as error:
        raise VmError(f"the monitor {monitor.pid} has ended") from error
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        if identify(monitor.pid) != monitor.model_copy(update={"executable_sha256": ""}):
            raise VmError(f"process {monitor.pid} is no longer the monitor")
        with guarded(held, signal.SIGCONT):
            try:
                _send(held, monitor.pid, signal.SIGSTOP)
                _wait_until_stopped(case)
                yield
            finally:
                _send(held, monitor.pid, signal.SIGCONT)
    finally:
        os.close(held)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(held: int, pid: int, number: signal.Signals) -> None:
    try:
        signal.pidfd_send_signal(held, number)
    except OSError as error:
        raise VmError(f"{number.name} cannot be sent to the monitor {pid}: {error}") from error


def _wait_until_stopped(case: Case) -> None:
    """Threads stop one by one, within microseconds where a processor is free."""
    deadline = time.monotonic() + _STOP_S
    while not case.stopped():
        if time.monotonic() > deadline:
            raise VmError(f"the monitor {case.monitor.pid} was not stopped within {_STOP_S:g} s")
        time.sleep(0.001)
