"""The user's systemd, where it runs and has our units."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

__all__ = ["command", "installed", "main_pid"]

_WAIT_S: Final = 10.0


def command(verb: str, unit: str) -> list[str]:
    """The command line that starts or stops a unit."""
    return ["systemctl", "--user", verb, unit]


def installed(unit: str) -> bool:
    """Whether the user's manager knows the unit; may wait for it."""
    return _told("LoadState", unit) == "loaded"


def main_pid(unit: str) -> int:
    """The main process of the unit, 0 where none runs; may wait for the manager."""
    told = _told("MainPID", unit)
    return int(told) if told.isdigit() else 0


def _told(name: str, unit: str) -> str:
    if shutil.which("systemctl") is None:
        return ""
    line = ["systemctl", "--user", "show", "--property", name, "--value", unit]
    try:
        told = subprocess.run(
            line,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip()
