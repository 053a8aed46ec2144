"""Reaching a port of the guest through the monitor's socket: Firecracker's hybrid vsock.

The host connects to a Unix socket, writes `CONNECT <port>` and a newline, and reads `OK <number>`.
The monitor reads that line at once and drops what comes in pieces, so it goes out in one write. The
number differs by monitor. A port that nobody listens on is closed without a word; a guest that is
not up yet, or frozen, says nothing at all. See docs/vsock.md of Firecracker.
"""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError

__all__ = ["ANSWER_S", "GuestSilent", "MonitorGone", "NobodyListens", "Unreachable", "dial"]

ANSWER_S: Final = 1.0
"""How long a guest that is up may take to accept; Firecracker's own Go client waits as long."""

_LINE: Final = 64


class Unreachable(VmError):
    """The guest's port cannot be reached now."""


class MonitorGone(Unreachable):
    """Nothing listens on the monitor's socket."""


class NobodyListens(Unreachable):
    """The guest is up, and nothing in it listens on that port."""


class GuestSilent(Unreachable):
    """The guest did not accept in time: it is not up yet, or it hangs."""


async def dial(path: Path, port: int, answer_s: float = ANSWER_S) -> tuple[socket.socket, bytes]:
    """A connection to the guest's `port`, and what came after the monitor's answer.

    Raises:
        Unreachable: which of its kinds says why.
    """
    try:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            async with asyncio.timeout(answer_s):
                return connection, await _handshake(connection, path, port)
        except BaseException:
            connection.close()
            raise
    except OSError as error:  # a timeout is one, too; and so is a process with too many files open
        raise _meaning(error, path, answer_s) from error


def _meaning(error: OSError, path: Path, answer_s: float) -> Unreachable:
    why = error.strerror or str(error)
    if isinstance(error, TimeoutError):
        return GuestSilent(f"the guest behind {path} did not answer within {answer_s} s")
    if isinstance(error, BlockingIOError):
        return GuestSilent(f"{path}: too many connections wait there already")
    if isinstance(error, FileNotFoundError | ConnectionRefusedError):
        return MonitorGone(f"{path}: no monitor listens there: {why}")
    if isinstance(error, ConnectionError):
        return NobodyListens(f"{path}: closed before an answer: {why}")
    return Unreachable(f"{path} cannot be reached: {why}")


async def _handshake(connection: socket.socket, path: Path, port: int) -> bytes:
    loop = asyncio.get_running_loop()
    connection.connect(str(path))
    connection.send(b"CONNECT %d\n" % port)
    answer = b""
    while b"\n" not in answer and len(answer) < _LINE:
        piece = await loop.sock_recv(connection, _LINE)
        if not piece:
            raise NobodyListens(f"nothing in the guest listens on port {port}")
        answer += piece
    line, _, rest = answer.partition(b"\n")
    if not line.startswith(b"OK "):
        raise NobodyListens(f"{path} is not a monitor's socket: it answered {line[:_LINE]!r}")
    return rest
