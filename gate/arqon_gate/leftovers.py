"""Ending whatever a check has started, also what has left its parent and its session."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

import psutil

__all__ = ["end_marked"]

_ROUNDS: Final = 5
"""A process can start another between the look and its end."""

_GRACE_S: Final = 2.0


def end_marked(variable: str, mark: str) -> None:
    """End all other processes of this user in whose environment `variable` is `mark`.

    First by SIGTERM, so that they can take down what they hold; then by SIGKILL.
    """
    for round_number in range(_ROUNDS):
        found = _marked(variable, mark)
        if not found:
            return
        for process in found:
            with suppress(psutil.NoSuchProcess):
                process.terminate() if round_number == 0 else process.kill()
        psutil.wait_procs(found, timeout=_GRACE_S)


def _marked(variable: str, mark: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):  # it ends, or belongs to somebody else
            lives = process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE
            if lives and process.environ().get(variable) == mark:
                found.append(process)
    return found
