"""The two ways to the guest's sidecar: through its address, and straight through the monitor."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Final

from arqon_microvm.attest.case import Case, needed
from arqon_microvm.attest.upstream import must_come_from
from arqon_microvm.errors import VmError
from arqon_microvm.run.control import SIDECAR_PORT
from arqon_microvm.vsock import dial

__all__ = ["Way", "ask", "straight", "through_address"]

_MOST_BYTES: Final = 16 << 20

Way = Callable[[Case], HTTPConnection]


def through_address(case: Case) -> HTTPConnection:
    """As every client goes. Connects with the first request."""
    return HTTPConnection(*case.listen, timeout=case.patience_s)


def straight(case: Case) -> HTTPConnection:
    """Past the proxy, to the process that the kernel says listens there.

    Not to be called where an event loop runs. Raises VmError.
    """
    v_sock = needed(case.state.v_sock, "no socket of the guest was noted down yet")
    connection, early = asyncio.run(dial(v_sock.path, SIDECAR_PORT, case.patience_s))
    try:
        must_come_from(connection, case.way_in)
        if early:
            raise VmError(f"{v_sock.path} spoke before it was asked: {early[:40]!r}")
    except BaseException:
        connection.close()
        raise
    connection.settimeout(case.patience_s)
    http = HTTPConnection("localhost", timeout=case.patience_s)
    http.sock = connection
    return http


def ask(case: Case, way: Way, path: str, asked: object, within_s: float = 0) -> dict[str, object]:
    """One question in JSON, one answer, within `within_s` or else the case's patience.

    Raises:
        VmError: no answer, none of status 200, or no JSON object.
    """
    connection = way(case)
    try:
        with _limit(connection, within_s or case.patience_s):
            body = json.dumps(asked).encode()
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read(_MOST_BYTES)
        told = json.loads(content)
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        why = str(error) or type(error).__name__
        raise VmError(f"POST {path} got no answer: {why}, expected one") from error
    finally:
        connection.close()
    if answer.status != 200 or not isinstance(told, dict):
        said = content[:120].decode(errors="replace")
        raise VmError(f"POST {path} was answered {answer.status} {said}, expected 200")
    return told


@contextmanager
def _limit(connection: HTTPConnection, within_s: float) -> Iterator[None]:
    """For all of it: a socket's own timeout starts anew with each byte."""
    if connection.sock is None:
        connection.connect()
    open_socket: socket.socket = connection.sock
    open_socket.settimeout(within_s)
    timer = threading.Timer(within_s, _shut, (open_socket,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(open_socket: socket.socket) -> None:
    with suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)
