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
from arqon_microvm.run.by_port import Found, supervisor_at
from arqon_microvm.run.ending import stop_gracefully
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.process import Process, held_up_s
from arqon_microvm.run.state import RunState

__all__ = ["STOP_S", "ask_to_deploy", "elsewhere", "stop"]

STOP_S: Final = 10.0
"""The supervisor needs 9 s at most: see `ending`. Where a busy machine does not run it, that is
not counted."""

START_S: Final = 5.0
"""More for `vm up`, which waits for it."""

_TURN_S: Final = 0.25
_LEAST_S: Final = 0.025
"""Counted of each turn, so that one that spins on a busy machine is not waited for for ever."""


def stop(folder: StateFolder, listen: tuple[str, int] | None = None) -> str:
    """Returns what to tell. One that starts is stopped, too, and so is one without a supervisor.

    Where the folder knows none, one that listens at `listen` is stopped if its folder was removed.

    Raises:
        VmError: the supervisor is another user's, or did not end: it was killed then, and the VM
            stopped.
    """
    starter = folder.starter()
    if starter is not None:  # it ends its supervisor, which may be too young to be found
        _end(starter, STOP_S + START_S)
    supervisor = folder.supervisor()
    found = supervisor_at(listen) if supervisor is None and listen is not None else None
    if found is not None and found.removed:
        supervisor = found.process
    if supervisor is None:
        told = asyncio.run(_stop_orphan(folder))
        if starter is not None:
            return "Stopped while it was starting."
        return told if found is None else f"{told} {elsewhere(found)}"
    if _end(supervisor, STOP_S):
        return "Stopped."
    asyncio.run(_stop_orphan(folder))
    raise VmError(
        f"the supervisor {supervisor.pid} did not end within {STOP_S:g} s; it was killed, "
        "and its VM stopped",
        f"See {folder.log}.",
    )


def _end(process: Process, within_s: float) -> bool:
    """Whether it ended when it was asked to; else it was killed. Raises VmError: see `_held`."""
    with _held(process) as held:
        if held is None:
            return True
        signal.pidfd_send_signal(held, signal.SIGTERM)
        if _ends(held, process.pid, within_s):
            return True
        signal.pidfd_send_signal(held, signal.SIGKILL)
        select.select([held], [], [], 1)
        return False


def _ends(held: int, pid: int, within_s: float) -> bool:
    """Whether it ends in time; in turns, of which each is short, however late we are ourselves."""
    left_s, before_s = within_s, held_up_s(pid)
    while left_s > 0:
        if select.select([held], [], [], _TURN_S)[0]:
            return True
        now_s = held_up_s(pid)
        left_s -= max(_LEAST_S, _TURN_S - max(0.0, now_s - before_s))  # of one that ended: 0
        before_s = now_s
    return False


def elsewhere(found: Found) -> str:
    """What to tell of a supervisor that is not the folder's."""
    if found.removed:
        return (
            f"Process {found.process.pid} runs one, and its folder {found.folder} was removed: "
            "arqon-tts vm down stops it."
        )
    return f"Process {found.process.pid} runs one in {found.folder}: give that with --state-dir."


def ask_to_deploy(state: RunState) -> None:
    """Raises VmError: the supervisor has ended, or is another user's."""
    with _held(state.supervisor) as supervisor:
        if supervisor is None:
            raise VmError("the supervisor has ended just now")
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
def _held(process: Process) -> Iterator[int | None]:
    """Its descriptor; None if it has ended. Raises VmError if it is another user's."""
    try:
        held = os.pidfd_open(process.pid)
    except ProcessLookupError:
        yield None
        return
    try:
        yield held if process.alive() else None
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise VmError(f"the supervisor {process.pid} is another user's") from error
    finally:
        os.close(held)
