"""The proxy in front of a model of the monitor's socket, with a real HTTP server in the guest."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arqon_microvm.errors import VmError
from arqon_microvm.proxy.delivery import EACH_BYTES, LEAST_BYTES, TOTAL_BYTES
from arqon_microvm.proxy.gate import Gate
from tests.microvm.muxer import Muxer, muxer
from tests.patience import PATIENCE_S

BIG = 20 * 2**20
LOOPBACK = ("127.0.0.1", 0)


async def http_guest(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Keeps the connection open; /big answers 20 MB, /slow says no more after its answer, /never
    does not answer, the rest echoes the body."""
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split()[1]
        length = next(
            (
                int(line.split(":")[1])
                for line in head.lower().splitlines()
                if "content-length" in line
            ),
            0,
        )
        body = await reader.readexactly(length)
        if path == "/never":
            await asyncio.Event().wait()
        if path == "/big":
            body = bytes(BIG)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        if path == "/slow":
            await asyncio.Event().wait()


@asynccontextmanager
async def opened(
    tmp_path: Path,
    deadline_s: float = PATIENCE_S,
    answer_s: float = PATIENCE_S,
    most: int | None = None,
) -> AsyncIterator[tuple[Gate, Muxer, httpx.AsyncClient]]:
    gate = Gate(deadline_s=deadline_s, answer_s=answer_s, most=most)
    host, port = await gate.start(LOOPBACK)
    try:
        async with (
            muxer(tmp_path / "v.sock", serve=http_guest) as monitor,
            httpx.AsyncClient(base_url=f"http://{host}:{port}", timeout=PATIENCE_S) as client,
        ):
            gate.up(tmp_path / "v.sock")
            yield gate, monitor, client
    finally:
        await gate.close()


async def test_requests_reach_the_guest_and_connections_are_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, monitor, client):
        for number in range(20):
            answer = await client.post("/echo", content=b"%d" % number)
            assert answer.content == b"%d" % number
        assert monitor.open == 1


async def test_many_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, __, client):
        asked = [client.post("/echo", content=b"%d" % number) for number in range(200)]
        answers = await asyncio.gather(*asked)
    assert [answer.content for answer in answers] == [b"%d" % number for number in range(200)]


async def test_a_large_answer_arrives_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, __, client):
        assert len((await client.get("/big")).content) == BIG


async def test_a_client_that_reads_slowly_gets_all_and_little_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as (gate, _, client):
        most = 0
        got = 0
        async with client.stream("GET", "/big") as answer:
            async for piece in answer.aiter_raw(65536):
                got += len(piece)
                most = max(most, gate._connections.kept)
                await asyncio.sleep(0)
    assert got == BIG
    assert most <= EACH_BYTES + 2**20


async def test_when_all_keep_too_much_each_still_gets_all(tmp_path: Path) -> None:
    async with opened(tmp_path) as (gate, _, client):
        gate._connections.kept = TOTAL_BYTES + 1
        most = 0
        async with client.stream("GET", "/big") as answer:
            got = 0
            async for piece in answer.aiter_raw(4096):
                got += len(piece)
                most = max(most, gate._connections.kept - TOTAL_BYTES)
                await asyncio.sleep(0)
    assert got == BIG
    assert most <= LEAST_BYTES + 2**19


async def test_a_client_that_leaves_is_told_to_the_guest(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, monitor, client):
        with socket.create_connection((client.base_url.host, client.base_url.port)) as leaving:
            leaving.sendall(b"GET /slow HTTP/1.1\r\n\r\n")
            await asyncio.get_running_loop().run_in_executor(None, leaving.recv, 10)
        async with asyncio.timeout(PATIENCE_S):
            await monitor.ended_by_host.wait()


async def test_while_the_vm_is_down_the_answer_is_503(tmp_path: Path) -> None:
    async with opened(tmp_path) as (gate, _, client):
        gate.down("the VM is being restarted")
        answer = await client.post("/synthesize", content=bytes(100_000))
        assert answer.status_code == 503
        assert answer.json() == {"detail": "the VM is being restarted", "code": "not_ready"}
        assert answer.headers["retry-after"] == "1"
        gate.up(tmp_path / "v.sock")
        assert (await client.post("/echo", content=b"back")).content == b"back"


async def test_an_answer_under_way_is_cut_off_when_the_vm_goes_down(tmp_path: Path) -> None:
    async with opened(tmp_path) as (gate, _, client):
        reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
        writer.write(b"GET /slow HTTP/1.1\r\n\r\n")
        await reader.read(10)
        gate.down("gone")
        with pytest.raises(ConnectionResetError):
            await reader.read()
        writer.close()


@pytest.mark.parametrize("way", ["gone", "silent", "nobody"])
async def test_a_guest_that_cannot_be_reached_is_a_503(tmp_path: Path, way: str) -> None:
    async with opened(tmp_path, deadline_s=0.3, answer_s=0.1) as (_, monitor, client):
        if way == "gone":
            await monitor.close()
        monitor.silent = way == "silent"
        if way == "nobody":
            monitor.ports.clear()
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")


async def test_a_guest_that_comes_up_in_time_answers(tmp_path: Path) -> None:
    async with opened(tmp_path, answer_s=0.1) as (_, monitor, client):
        monitor.silent = True
        asking = asyncio.create_task(client.post("/echo", content=b"late"))
        await monitor.opened.wait()
        monitor.silent = False
        assert (await asking).content == b"late"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", ""])
async def test_more_than_loopback_is_refused(host: str) -> None:
    with pytest.raises(VmError, match="not a loopback address"):
        await Gate().start((host, 0))


async def test_a_taken_port_says_by_whom() -> None:
    taken = pytest.raises(VmError, match=rf"is taken by process {os.getpid()} \(")
    with socket.create_server(("127.0.0.1", 0)) as other, taken:
        await Gate().start(other.getsockname())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pieces=st.lists(st.binary(min_size=1, max_size=5000), max_size=12))
def test_bytes_pass_as_they_are(tmp_path: Path, pieces: list[bytes]) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(700):
            writer.write(data)
            await writer.drain()

    async def run() -> bytes:
        gate = Gate()
        host, port = await gate.start(LOOPBACK)
        async with muxer(tmp_path / "v.sock", serve=echo):
            gate.up(tmp_path / "v.sock")
            reader, writer = await asyncio.open_connection(host, port)
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            got = await reader.readexactly(sum(map(len, pieces)))
            writer.close()
            await gate.close()
        return got

    assert asyncio.run(run()) == b"".join(pieces)


async def test_a_head_without_end_is_answered_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as (gate, _, client):
        gate.down("down")
        reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
        writer.write(b"x" * 100_000)
        answer = await reader.read()
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "not_ready"
        writer.close()


async def test_with_one_too_many_the_one_that_was_silent_longest_goes(tmp_path: Path) -> None:
    async with opened(tmp_path, most=3) as (_, __, client):
        address = client.base_url.host, client.base_url.port
        waits = await asyncio.open_connection(*address)
        waits[1].write(b"GET /never HTTP/1.1\r\n\r\n")
        silent = [await asyncio.open_connection(*address) for _ in range(2)]
        answer = await client.post("/echo", content=b"new")
        with pytest.raises(ConnectionResetError):
            await silent[0][0].read()
        assert answer.content == b"new"
        assert not waits[0].at_eof()
        silent[1][1].write(b"GET / HTTP/1.1\r\n\r\n")
        assert (await silent[1][0].readline()).endswith(b"200 OK\r\n")
        for _, writer in (waits, *silent):
            writer.close()


async def test_a_client_that_says_nothing_costs_the_guest_no_connection(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, monitor, client):
        address = client.base_url.host, client.base_url.port
        silent = [await asyncio.open_connection(*address) for _ in range(20)]
        assert (await client.post("/echo", content=b"one")).content == b"one"
        assert monitor.open == 1
        for _, writer in silent:
            writer.close()
