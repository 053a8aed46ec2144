"""The two ways to the guest's sidecar: through its address, and straight through the monitor."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Final, TypeVar

from arqon_microvm.attest.case import Case, needed
from arqon_microvm.attest.upstream import must_come_from
from arqon_microvm.errors import VmError
from arqon_microvm.run.control import SIDECAR_PORT
from arqon_microvm.vsock import Unreachable, dial

__all__ = ["Busy", "Way", "ask", "persist", "straight", "through_address"]

_MOST_BYTES: Final = 16 << 20
_AGAIN_S: Final = 0.1
_BUSY: Final = (429, 503)

Way = Callable[[Case], HTTPConnection]
_T = TypeVar("_T")


class Busy(VmError):
    """No answer came, which may be the load of others: it says nothing about who is there."""


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


def persist(asked: Callable[[], _T], within_s: float) -> _T:
    """Ask again while nobody has the time to answer, until `within_s` have passed.

    Raises:
        VmError: as `asked` raises it, at once if it is another than `Busy` or `Unreachable`.
    """
    until = time.monotonic() + within_s
    while True:
        try:
            return asked()
        except (Busy, Unreachable):
            if time.monotonic() + _AGAIN_S > until:
                raise
        time.sleep(_AGAIN_S)


def ask(case: Case, way: Way, path: str, asked: object, within_s: float = 0) -> dict[str, object]:
    """One question in JSON, one answer, within `within_s` or else the case's patience.

    Raises:
        Busy: the connection ended without an answer, or the answer is 429 or 503.
        VmError: another answer than JSON, or than status 200.
    """
    connection = way(case)
    limit_s = within_s or case.patience_s
    late, over = f"POST {path} got no whole answer within {limit_s:g} s", threading.Event()
    try:
        with _limit(connection, limit_s, over):
            body = json.dumps(asked).encode()
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read(_MOST_BYTES)
        if over.is_set():  # an answer without a length, cut here, looks like a whole one
            raise Busy(late)
    except (OSError, HTTPException) as error:
        if over.is_set() or isinstance(error, TimeoutError):
            raise Busy(late) from error
        why = str(error) or type(error).__name__
        raise Busy(f"POST {path} got no answer: {why}, expected one") from error
    finally:
        connection.close()
    said = content[:120].decode(errors="replace")
    if answer.status != 200:
        kind = Busy if answer.status in _BUSY else VmError
        raise kind(f"POST {path} was answered {answer.status} {said}, expected 200")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise VmError(f"POST {path} was answered {said}: {error}, expected JSON") from error
    if not isinstance(told, dict):
        raise VmError(f"POST {path} was answered {said}, expected a JSON object")
    return told


@contextmanager
def _limit(connection: HTTPConnection, within_s: float, over: threading.Event) -> Iterator[None]:
    """For all of it: a socket's own timeout starts anew with each byte. Sets `over` at its end."""
    if connection.sock is None:
        connection.connect()
    open_socket: socket.socket = connection.sock
    open_socket.settimeout(within_s)
    timer = threading.Timer(within_s, _shut, (open_socket, over))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(open_socket: socket.socket, over: threading.Event) -> None:
    over.set()
    with suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)
