"""Clients that mean no good, or whose network does."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, tone_server

POST = b"POST /synthesize HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def strict() -> Iterator[Server]:
    with tone_server(0.0, head_s=1.0, body_s=0.5, connections=1100) as server:
        yield server


def _answer(server: Server, *parts: bytes) -> bytes:
    """What comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as connection:
        for part in parts:
            connection.sendall(part)
        received = bytearray()
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
        return bytes(received)


def _alive(server: Server) -> None:
    answer = httpx.post(
        f"{server.url}/synthesize", json={"text": "Still here."}, timeout=PATIENCE_S
    )
    assert answer.status_code == 200


def test_a_thousand_silent_connections_are_dropped_and_disturb_nobody(strict: Server) -> None:
    address = ("127.0.0.1", strict.port)
    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(address)) for _ in range(1000)]
        _alive(strict)
        for connection in silent:
            connection.settimeout(PATIENCE_S)
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(1) == b""
    _alive(strict)
    assert strict.rss_kb() < 500_000


def test_more_connections_than_allowed_are_closed(strict: Server) -> None:
    address = ("127.0.0.1", strict.port)
    with contextlib.ExitStack() as stack:
        many = [stack.enter_context(socket.create_connection(address)) for _ in range(1150)]
        many[-1].settimeout(PATIENCE_S)
        with contextlib.suppress(ConnectionResetError):
            assert many[-1].recv(1) == b""
    _alive(strict)


def test_a_head_that_trickles_in_is_cut_off(strict: Server) -> None:
    assert _answer(strict, POST + b"X-A: ") == b""


def test_a_body_that_never_comes_is_told_so(strict: Server) -> None:
    answer = _answer(strict, POST + b"Content-Length: 50\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"body_timeout" in answer


def test_a_length_that_is_too_large_is_refused_unread(strict: Server) -> None:
    head = POST + b"Content-Length: 99999999999\r\n\r\n"
    answer = _answer(strict, head)
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_bounded_too(strict: Server) -> None:
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        assert _answer(strict, head, *([chunk] * 9)).startswith(b"HTTP/1.1 413")
    _alive(strict)


def test_a_length_that_is_too_small_is_no_second_request(strict: Server) -> None:
    body = b'{"text":"Hello."}'
    head = POST + b"Content-Length: 5\r\n\r\n"
    answer = _answer(strict, head + body)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"200 OK" not in answer
    _alive(strict)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        POST + b"Content-Length: -5\r\n\r\n",
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"NONSENSE\r\n\r\n",
    ],
    ids=["long header", "long path", "TLS", "negative length", "two lengths", "nonsense"],
)
def test_what_is_no_http_is_refused(strict: Server, head: bytes) -> None:
    answer = _answer(strict, head)
    assert answer.startswith(b"HTTP/1.1 400") or answer == b""
    _alive(strict)


def test_a_client_that_leaves_in_the_middle_of_its_body(strict: Server) -> None:
    with socket.create_connection(("127.0.0.1", strict.port)) as connection:
        connection.sendall(POST + b"Content-Length: 50\r\n\r\n{")
    _alive(strict)
