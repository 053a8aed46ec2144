"""Requests that HTTP allows and few clients write: whole addresses, empty lines, slow bodies."""

from __future__ import annotations

import select
import socket

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, tone_server

CLOSE = b"Connection: close\r\n\r\n"
BODY = b'{"text": "Hello."}'
POST = (
    b"POST /synthesize HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 18\r\n\r\n"
)


def _answers(server: Server, *parts: bytes) -> bytes:
    """All that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"http://localhost:7781/voices", b"200"),
        (b"HTTPS://LOCALHOST/voices?page=1", b"200"),
        (b"http://127.0.0.1", b"404"),
        (b"http://evil.example/voices", b"421"),
        (b"http://localhost@evil.example/voices", b"421"),
        (b"http:///voices", b"421"),
        (b"ftp://localhost/voices", b"404"),
    ],
)
def test_a_target_may_be_a_whole_address_whose_host_counts(
    tone: Server, target: bytes, status: bytes
) -> None:
    answer = _answers(tone, b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n" + CLOSE)
    assert answer.split()[1] == status


def test_the_host_of_a_whole_address_goes_before_the_header(tone: Server) -> None:
    request = b"GET http://localhost/voices HTTP/1.1\r\nHost: evil.example\r\n" + CLOSE
    assert _answers(tone, request).split()[1] == b"200"


@pytest.mark.parametrize("parts", [[b"\r\n"], [b"\r\n\r\n"], [b"\n\r\n\n"], [b"\r", b"\n\r\n\r"]])
def test_empty_lines_before_a_request_are_passed_over(tone: Server, parts: list[bytes]) -> None:
    answer = _answers(tone, *parts, b"GET /voices HTTP/1.1\r\nHost: localhost\r\n" + CLOSE)
    assert answer.split()[1] == b"200"


def test_empty_lines_behind_a_body_are_no_request(tone: Server) -> None:
    next_one = b"GET /voices HTTP/1.1\r\nHost: localhost\r\n" + CLOSE
    for parts in ([POST + BODY + b"\r\n\r\n" + next_one], [POST + BODY, b"\r\n\r\n", next_one]):
        assert _answers(tone, *parts).count(b"HTTP/1.1 200 OK") == 2


def test_a_connection_of_nothing_but_empty_lines_ends() -> None:
    with tone_server(head_s=0.5) as server:
        assert _answers(server, b"\r\n" * 1000) == b""


@pytest.mark.parametrize("path", ["/synthesize", "/synthesize_stream", "/v1/audio/speech"])
def test_a_compressed_body_is_refused_by_name(client: httpx.Client, path: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = client.post(path, content=b"\x1f\x8b", headers=headers)
    assert answer.status_code == 415
    assert "uncompressed, without Content-Encoding: gzip" in answer.text
    assert answer.headers["accept-encoding"] == "identity"


def test_a_body_that_says_that_nothing_was_done_to_it_is_taken(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "Identity"}
    assert client.post("/synthesize", content=BODY, headers=headers).status_code == 200


def test_a_body_that_drips_is_cut_off_and_keeps_nobody_waiting() -> None:
    """The time is for the whole body, not for each of its bytes."""
    with tone_server(body_s=1.0) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as dripping:
            dripping.sendall(POST.replace(b"18", b"99999"))
            other = httpx.post(f"{server.url}/synthesize", json={"text": "Hi."}, timeout=PATIENCE_S)
            drops = 0
            while not select.select([dripping], [], [], 0.05)[0]:
                dripping.sendall(b" ")
                drops += 1
                assert drops < PATIENCE_S / 0.05
            assert dripping.recv(65536).startswith(b"HTTP/1.1 408")
        assert other.status_code == 200


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("א", "no part of it has a sound in the voice's language"),
        ("[pause:1s]", "no part of it has a sound in the voice's language"),
        ("!" * 30, "it has no letter and no digit"),
        (" ", "it has no letter and no digit"),
    ],
)
def test_a_text_of_no_words_is_told_why_and_not_repeated(
    client: httpx.Client, text: str, why: str
) -> None:
    """Clients keep what an error says, and no text that a user speaks may be stored."""
    answer = client.post("/synthesize", json={"text": text})
    assert answer.status_code == 422
    assert answer.json()["detail"] == f"text: there is nothing in it to speak: {why}"
