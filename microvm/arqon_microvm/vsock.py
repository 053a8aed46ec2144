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
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.setblocking(False)
    try:
        async with asyncio.timeout(answer_s):
            return connection, await _handshake(connection, path, port)
    except TimeoutError as error:
        connection.close()
        raise GuestSilent(f"the guest behind {path} did not answer within {answer_s} s") from error
    except BlockingIOError as error:
        connection.close()
        raise GuestSilent(f"{path}: too many connections wait there already") from error
    except (FileNotFoundError, ConnectionRefusedError) as error:
        connection.close()
        raise MonitorGone(f"{path}: no monitor listens there: {error.strerror}") from error
    except ConnectionError as error:
        connection.close()
        raise NobodyListens(f"{path}: closed before an answer: {error.strerror}") from error
    except OSError as error:
        connection.close()
        raise Unreachable(f"{path} cannot be reached: {error.strerror or error}") from error
    except BaseException:
        connection.close()
        raise


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
        raise NobodyListens(f"{path} is no monitor's socket: it answered {line[:_LINE]!r}")
    return rest
