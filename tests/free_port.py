"""A port for a program that must be told one before it listens."""

from __future__ import annotations

import random
import socket
from pathlib import Path
from typing import Final

__all__ = ["free_port"]

_LOWEST: Final = 20_000
_GIVEN_OUT: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
_LINUX_GIVES_FROM: Final = 32_768


def free_port() -> int:
    """Free, and below those that the kernel gives out: no connection of another test takes it."""
    try:
        given_from = int(_GIVEN_OUT.read_text().split()[0])
    except OSError:
        given_from = _LINUX_GIVES_FROM
    if given_from <= _LOWEST:
        given_from = _LINUX_GIVES_FROM
    ports = list(range(_LOWEST, given_from))
    random.shuffle(ports)
    return next(port for port in ports if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
