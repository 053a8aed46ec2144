"""A process that is killed and has ended."""

from __future__ import annotations

import os
import select
import signal

from tests.patience import PATIENCE_S


def killed(pid: int) -> None:
    """Kill it, and wait for its end: until then, which a busy machine puts off, its locks hold."""
    descriptor = os.pidfd_open(pid)
    try:
        os.kill(pid, signal.SIGKILL)
        assert select.select([descriptor], [], [], PATIENCE_S)[0], f"process {pid} lives on"
    finally:
        os.close(descriptor)
