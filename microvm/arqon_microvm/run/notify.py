"""Telling systemd how the VM is: sd_notify(3) in a few lines, without its library."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from typing import Final

__all__ = ["Notifier"]

_LINE: Final = 800
"""Characters of one line: systemd ignores a message of more than 4096 bytes altogether."""


class Notifier:
    """Does nothing where no service manager has asked to be told, and never raises.

    `watchdog_s` is how often to say `WATCHDOG=1`, in seconds: half of what systemd allows between
    two. None: nobody waits for it.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ, pid: int | None = None) -> None:
        named = environment.get("NOTIFY_SOCKET", "")
        # An abstract socket has a zero byte in front, which an environment cannot hold.
        self._address = "\0" + named[1:] if named.startswith("@") else named
        if not named.startswith(("/", "@")):
            self._address = ""
        self.watchdog_s = _watchdog_s(environment, pid or os.getpid()) if self._address else None

    def say(self, *lines: str) -> bool:
        """Send lines like `READY=1` or `STATUS=booting` at once; whether they were taken.

        What is not taken is gone: systemd is slower than we are, or is not there any more.
        """
        if not self._address:
            return False
        # A newline in a text would begin a new line: an error's text could say READY=1.
        message = "\n".join(" ".join(line[:_LINE].splitlines()) for line in lines)
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
                sending.setblocking(False)
                sending.sendto(message.encode("utf-8", "replace"), os.fsencode(self._address))
        except (OSError, ValueError):  # ValueError: no name for a socket
            return False
        return True


def _watchdog_s(environment: Mapping[str, str], pid: int) -> float | None:
    """None also where it is meant for another process: a child inherits these names."""
    interval = _number(environment.get("WATCHDOG_USEC"))
    meant = environment.get("WATCHDOG_PID")
    if not interval or (meant is not None and _number(meant) != pid):
        return None
    return interval / 2e6


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,19}", text, re.ASCII) else None
