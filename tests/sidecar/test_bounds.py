"""Bounds in memory: long answers, answers in one piece, and many bodies at once."""

from __future__ import annotations

import contextlib
import json
import socket
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, lines, tone_server

LONG = "Every word of this text is spoken, and slowly. " * 150
SLOW = {"text": LONG, "sample_rate": 48_000, "speed": 0.5}


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    with tone_server(audio_s=60, answer=2_000_000, bodies=1_000_000) as server:
        yield server


def peak_mb(server: Server) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if "VmHWM" in line).split()[1]) // 1024


@pytest.mark.parametrize(
    ("path", "accept"),
    [("/synthesize", "*/*"), ("/synthesize_stream", "*/*"), ("/synthesize", "audio/pcm")],
    ids=["JSON", "lines", "sound"],
)
def test_a_long_text_takes_little_memory(path: str, accept: str) -> None:
    """Some 90 MB of sound, or 120 MB as base64."""
    with tone_server() as server:
        httpx.post(server.url + path, json={"text": LONG[:2000]}, timeout=PATIENCE_S)
        before = peak_mb(server)
        received = 0
        headers = {"Accept": accept}
        with httpx.stream(
            "POST", server.url + path, json=SLOW, headers=headers, timeout=PATIENCE_S
        ) as got:
            assert got.status_code == 200
            for part in got.iter_raw():
                received += len(part)
        assert received > 70_000_000
        assert peak_mb(server) - before < 60


def test_a_long_answer_in_json_is_whole() -> None:
    with tone_server() as server:
        body = {"text": LONG[:4000], "sample_rate": 48_000, "timestamps": True, "request_id": "r"}
        answer = httpx.post(f"{server.url}/synthesize", json=body, timeout=PATIENCE_S)
    assert answer.headers["transfer-encoding"] == "chunked"
    whole = answer.json()
    assert whole["duration_ms"] == pytest.approx(len(whole["audio_data_b64"]) * 0.75 / 96, abs=2)
    assert whole["request_id"] == "r"
    assert len(whole["words"]) == len(LONG[:4000].split())


def test_a_short_answer_in_json_has_its_length(client: httpx.Client) -> None:
    answer = client.post("/synthesize", json={"text": "Hello."})
    assert int(answer.headers["content-length"]) == len(answer.content)


async def test_a_long_answer_that_fails_midway_is_reset(tone: Server) -> None:
    body = {"text": LONG[:4000] + " boom.", "lexicon": {"boom": "/ʘ/"}, "sample_rate": 48_000}
    async with httpx.AsyncClient(base_url=tone.url, timeout=PATIENCE_S) as client:
        with pytest.raises(httpx.ReadError):
            await client.post("/synthesize", json=body)
        assert (await client.get("/healthz")).json()["queue"]["running"] == 0


def test_more_sound_than_allowed_is_refused(small: Server) -> None:
    body = {"text": LONG}
    answer = httpx.post(f"{small.url}/synthesize", json=body, timeout=PATIENCE_S)
    assert (answer.status_code, answer.json()["code"]) == (413, "text_too_long")
    assert "60 s of sound" in answer.json()["detail"]
    *sounds, last = lines(
        httpx.post(f"{small.url}/synthesize_stream", json=body, timeout=PATIENCE_S)
    )
    # How long a line is goes with how busy the machine is: what it sounds like is counted.
    pcm = sum(len(b64decode(each["audio_chunk_b64"])) for each in sounds)
    assert 30 < pcm / 32_000 <= 60
    assert (last["done"], last["error"][:14]) == (True, "text_too_long:")


@pytest.mark.parametrize("format_", ["wav", "flac"])
def test_a_file_that_goes_out_whole_is_bounded(small: Server, format_: str) -> None:
    body = {"text": LONG[:700], "format": format_, "sample_rate": 48_000}
    answer = httpx.post(f"{small.url}/synthesize", json=body, timeout=PATIENCE_S)
    assert (answer.status_code, answer.json()["code"]) == (413, "text_too_long")
    assert "opus" in answer.json()["detail"]
    answer = httpx.post(
        f"{small.url}/synthesize", json=body | {"text": LONG[:99]}, timeout=PATIENCE_S
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("value", ["[]", "{}", "1.5", "[[", '"",'])
def test_many_small_values_are_not_all_made(tone: Server, value: str) -> None:
    """8 MiB of empty lists would take 180 MB, and nobody else would be answered meanwhile."""
    before = peak_mb(tone)
    values = ",".join([value] * (6_000_000 // (len(value) + 1)))
    body = '{"text": "Hi.", "other": [' + values + "]}"
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{tone.url}/synthesize", content=body, headers=headers, timeout=PATIENCE_S)
    assert (answer.status_code, answer.json()["code"]) == (413, "text_too_long")
    assert peak_mb(tone) - before < 60


def _body_begun(server: Server, size: int) -> socket.socket:
    """A connection on which `size` bytes of a body have come, and one more is to come."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
    head = (
        "POST /synthesize HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {size + 1}\r\n\r\n"
    )
    connection.sendall(head.encode() + b" " * size)
    return connection


def test_large_bodies_have_a_room_and_small_ones_always_pass(small: Server) -> None:
    """Four bodies of 300,000 bytes do not fit into 1,000,000: one of them at least is refused."""
    large = json.dumps({"text": "Hi.", "input_audio_b64": "A" * 900_000})
    headers = {"Content-Type": "application/json"}
    with contextlib.ExitStack() as stack:
        begun = [stack.enter_context(_body_begun(small, 300_000)) for _ in range(4)]
        refused = _first_answer(begun)
        assert refused.startswith(b"HTTP/1.1 429")
        assert b"retry-after: 1" in refused.lower()
        answer = httpx.post(f"{small.url}/synthesize", json={"text": "Hi."}, timeout=PATIENCE_S)
        assert answer.status_code == 200
        answer = httpx.post(
            f"{small.url}/synthesize", content=large, headers=headers, timeout=PATIENCE_S
        )
        assert (answer.status_code, answer.json()["code"]) == (429, "overloaded")
        for connection in begun:
            connection.close()
    status = 429
    while status == 429:  # until the service has seen that they are closed
        status = httpx.post(
            f"{small.url}/synthesize", content=large, headers=headers, timeout=PATIENCE_S
        ).status_code
    assert status == 200


def _first_answer(connections: list[socket.socket]) -> bytes:
    import select

    ready, _, _ = select.select(connections, [], [], PATIENCE_S)
    return bytes(ready[0].recv(65536))
