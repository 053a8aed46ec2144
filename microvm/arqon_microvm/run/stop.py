"""Stopping or renewing the VM from another process: ask its supervisor, and wait."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.run.adopt import left_behind
from arqon_microvm.run.ending import stop_gracefully
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.state import RunState

__all__ = ["STOP_S", "ask_to_deploy", "stop"]

STOP_S: Final = 10.0
"""The supervisor needs 9 s at most: see `ending`."""


def stop(folder: StateFolder) -> str:
    """Returns what to tell. A VM whose supervisor died is stopped, too.

    Raises:
        VmError: the supervisor is another user's, or did not end: it was killed then, and the VM
            stopped.
    """
    state = folder.read()
    if state is None:
        return asyncio.run(_stop_orphan(folder))
    with _held(state) as supervisor:
        signal.pidfd_send_signal(supervisor, signal.SIGTERM)
        if select.select([supervisor], [], [], STOP_S)[0]:
            return "Stopped."
        signal.pidfd_send_signal(supervisor, signal.SIGKILL)
        select.select([supervisor], [], [], 1)
    asyncio.run(_stop_orphan(folder))
    raise VmError(
        f"the supervisor {state.supervisor.pid} did not end within {STOP_S:g} s; it was killed, "
        "and its VM stopped",
        f"See {folder.log}.",
    )


def ask_to_deploy(state: RunState) -> None:
    """Raises VmError: the supervisor has ended, or is another user's."""
    with _held(state) as supervisor:
        signal.pidfd_send_signal(supervisor, signal.SIGHUP)


async def _stop_orphan(folder: StateFolder) -> str:
    if folder.last() is None:
        return f"No VM runs in {folder.path}."
    lock = folder.lock()
    try:
        left = await left_behind(folder)
        if left is None:
            return "Its supervisor had died, and the VM with it; what was left is removed."
        await stop_gracefully(left[1])
        folder.clean()
        return "Stopped; its supervisor had died."
    finally:
        os.close(lock)


@contextmanager
def _held(state: RunState) -> Iterator[int]:
    """The supervisor's descriptor."""
    try:
        supervisor = os.pidfd_open(state.supervisor.pid)
    except ProcessLookupError as error:
        raise VmError("the supervisor has ended just now") from error
    try:
        if not state.supervisor.alive():
            raise VmError("the supervisor has ended just now")
        yield supervisor
    except PermissionError as error:
        raise VmError(f"the supervisor {state.supervisor.pid} is another user's") from error
    finally:
        os.close(supervisor)
