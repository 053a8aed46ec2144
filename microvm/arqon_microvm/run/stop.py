"""Stopping the VM from another process: ask its supervisor, and wait for its end."""

from __future__ import annotations

import os
import select
import signal
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.run.state import StateFolder, identify

__all__ = ["STOP_S", "stop"]

STOP_S: Final = 10.0
"""The supervisor needs 6 s for the guest at most, and 2 s to end its monitor."""


def stop(folder: StateFolder) -> str:
    """Returns what to tell.

    Raises:
        VmError: the supervisor is another user's, or did not end; it is killed then, and its
            monitor with it.
    """
    state = folder.read()
    if state is None:
        return f"No VM runs in {folder.path}."
    pid = state.supervisor.pid
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return f"No VM runs in {folder.path}."
    try:
        if identify(pid) != state.supervisor:
            return f"No VM runs in {folder.path}."
        signal.pidfd_send_signal(process, signal.SIGTERM)
        if not _ended(process, STOP_S):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            _ended(process, 1)
            folder.clean()
            raise VmError(
                f"the supervisor {pid} did not end within {STOP_S:g} s; it was killed, and the VM "
                "with it",
                f"See {folder.log}.",
            )
    except PermissionError as error:
        raise VmError(f"the supervisor {pid} is another user's") from error
    finally:
        os.close(process)
    return "Stopped."


def _ended(process: int, within_s: float) -> bool:
    """A process's descriptor is readable when it has ended."""
    return bool(select.select([process], [], [], within_s)[0])
