"""How a client's connection ends when the guest's does: at each place of each kind of answer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_microvm.proxy.gate import Gate
from tests.microvm.muxer import muxer
from tests.patience import PATIENCE_S


@dataclass(frozen=True)
class Exchange:
    """`endless`: the end of file ends it. `closes`: it is the last, whatever was asked."""

    asked: bytes
    head: bytes
    body: bytes = b""
    endless: bool = False
    closes: bool = False


def _asked(method: str, more: str = "") -> bytes:
    return f"{method} /x HTTP/1.1\r\nHost: guest\r\n{more}\r\n".encode()


def _head(status: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{more}\r\n".encode()


OK = "200 OK"
CHUNKED = "Transfer-Encoding: chunked\r\n"
PLAIN = [
    Exchange(_asked("GET"), _head(OK, "Content-Length: 5\r\n"), b"hel\nl"),
    Exchange(_asked("GET"), _head(OK, "Content-Length: 0\r\n")),
    Exchange(_asked("GET"), _head(OK, CHUNKED), b"3\r\nabc\r\n2;x=y\r\n\r\n\r\n0\r\n\r\n"),
    Exchange(_asked("GET"), _head(OK, "TRANSFER-ENCODING: Chunked\r\n"), b"0\r\nA: b\r\n\r\n"),
    Exchange(
        _asked("POST", "Content-Length: 20\r\n") + b"GET / HTTP/1.1\r\nA: b",
        _head("201 Made", "Content-Length: 20\r\n"),
        b"HTTP/1.1 200 OK\r\n\r\nx",
    ),
    Exchange(
        _asked("POST", CHUNKED) + b"2\r\n{}\r\n0\r\n\r\n", _head(OK, "content-length: 1\r\n"), b"x"
    ),
    Exchange(_asked("HEAD"), _head(OK, "Content-Length: 5000\r\n")),
    Exchange(_asked("HEAD"), _head(OK, CHUNKED)),
    Exchange(_asked("HEAD"), _head(OK)),
    Exchange(_asked("GET"), _head("204 No Content")),
    Exchange(_asked("GET"), _head("304 Not Modified", "Content-Length: 9\r\n")),
    Exchange(
        _asked("POST", "Expect: 100-continue\r\nContent-Length: 1\r\n") + b"x",
        _head("100 Continue") + _head(OK, "Content-Length: 2\r\n"),
        b"ok",
    ),
    Exchange(_asked("HEAD"), _head("103 Early Hints", "Link: </a>\r\n") + _head(OK)),
    Exchange(  # a switch that the guest declines
        _asked("GET", "Upgrade: h2c\r\nConnection: Upgrade\r\n"),
        _head(OK, "Content-Length: 2\r\n"),
        b"no",
    ),
]
LAST = [
    Exchange(_asked("GET"), _head(OK), b"until the end", endless=True, closes=True),
    Exchange(b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n", b"old", True, True),
    Exchange(
        _asked("GET"), _head(OK, "Connection: close\r\nContent-Length: 3\r\n"), b"abc", closes=True
    ),
    Exchange(
        _asked("GET"), _head(OK, "Connection: close\r\n" + CHUNKED), b"0\r\n\r\n", closes=True
    ),
    Exchange(
        _asked("GET", "Upgrade: x\r\nConnection: Upgrade\r\n"),
        _head("101 Switching", "Upgrade: x\r\nConnection: Upgrade\r\n"),
        b"\x00another protocol\n",
        endless=True,
        closes=True,
    ),
    Exchange(_asked("CONNECT"), _head(OK), b"\x01tunnel\n\n", endless=True, closes=True),
]


def _is_cut(exchanges: list[Exchange], cut: int) -> bool:
    """Whether an end after so many bytes leaves one of the answers undone."""
    for exchange in exchanges:
        head, whole = len(exchange.head), len(exchange.head) + len(exchange.body)
        if exchange.endless and cut >= head:
            return False
        if cut < whole:
            return True
        if exchange.closes:
            return False
        cut -= whole
    return False


async def _ended(asked: bytes, answers: bytes, piece: int) -> tuple[bytes, bool]:
    """What a client gets through the proxy, and whether the end was a reset."""

    async def guest(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(len(asked))
        for begin in range(0, len(answers), piece):
            writer.write(answers[begin : begin + piece])
            await asyncio.sleep(0)

    gate, loop = Gate(answer_s=PATIENCE_S), asyncio.get_running_loop()
    try:
        with tempfile.TemporaryDirectory() as folder, socket.socket() as client:
            client.setblocking(False)
            await loop.sock_connect(client, await gate.start(("127.0.0.1", 0)))
            async with muxer(Path(folder) / "v.sock", serve=guest), asyncio.timeout(PATIENCE_S):
                gate.up(Path(folder) / "v.sock")
                await loop.sock_sendall(client, asked)
                return await _read_to_the_end(client)
    finally:
        await gate.close()


async def _read_to_the_end(client: socket.socket) -> tuple[bytes, bool]:
    got, loop = b"", asyncio.get_running_loop()
    try:
        while piece := await loop.sock_recv(client, 65536):
            got += piece
    except ConnectionResetError:
        return got, True
    return got, False


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.sampled_from(PLAIN), max_size=3),
    last=st.sampled_from([*PLAIN, *LAST]),
    data=st.data(),
    piece=st.sampled_from([1, 7, 1000]),
)
def test_an_end_before_the_answers_end_is_a_reset_and_no_other_is(
    before: list[Exchange], last: Exchange, data: st.DataObject, piece: int
) -> None:
    exchanges = [*before, last]
    answers = b"".join(exchange.head + exchange.body for exchange in exchanges)
    cut = data.draw(st.integers(0, len(answers)) | st.just(len(answers)))
    asked = b"".join(exchange.asked for exchange in exchanges)
    got, reset = asyncio.run(_ended(asked, answers[:cut], piece))
    assert got == answers[:cut]
    assert reset == _is_cut(exchanges, cut)


@pytest.mark.parametrize("exchange", [*PLAIN, *LAST], ids=range(len(PLAIN) + len(LAST)))
async def test_an_answer_that_is_whole_ends_in_order(exchange: Exchange) -> None:
    answer = exchange.head + exchange.body
    assert await _ended(exchange.asked, answer, 1000) == (answer, False)


@pytest.mark.parametrize("asked", [b"", b"GET / HTT", b"no HTTP at all\r\n\r\n"])
async def test_where_no_answer_is_due_the_end_is_in_order(asked: bytes) -> None:
    assert await _ended(asked or b"G", b"", 1) == (b"", False)


async def test_what_a_guest_answers_to_no_http_is_still_followed() -> None:
    refused = _head("400 Bad Request", "Content-Length: 3\r\n")
    assert await _ended(b"\x00\r\n\r\n", refused + b"bad", 1000) == (refused + b"bad", False)
    assert await _ended(b"\x00\r\n\r\n", refused + b"b", 1000) == (refused + b"b", True)


@pytest.mark.parametrize("way", ["the guest ends", "the VM goes down"])
async def test_what_came_arrives_before_the_reset(way: str) -> None:
    """More than the sockets between can hold: it waits in the proxy."""
    sent = _head(OK, CHUNKED) + b"%x\r\n" % 2**22 + bytes(2**22)
    written, end = asyncio.Event(), asyncio.Event()

    async def guest(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        writer.transport.set_write_buffer_limits(0)
        await writer.drain()
        written.set()
        await end.wait()

    gate, loop = Gate(answer_s=PATIENCE_S), asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await loop.sock_connect(client, await gate.start(("127.0.0.1", 0)))
        async with muxer(Path(folder) / "v.sock", serve=guest), asyncio.timeout(PATIENCE_S):
            gate.up(Path(folder) / "v.sock")
            await loop.sock_sendall(client, _asked("GET"))
            await written.wait()
            if way == "the guest ends":
                end.set()
            else:
                gate.down("lost")
            got, reset = await _read_to_the_end(client)
    await gate.close()
    assert reset
    # What the monitor's socket still held is lost with the VM.
    least = len(sent) if way == "the guest ends" else 2**21
    assert sent.startswith(got)
    assert len(got) >= least


def _open(address: tuple[str, int], v_sock: Path) -> list[str]:
    """The proxy's sockets: what listens there or was accepted, and what it has dialled."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if str(link.readlink()).startswith("socket:"):
                with socket.socket(fileno=os.dup(int(link.name))) as one:
                    if one.getsockname() == address or one.getpeername() == str(v_sock):
                        found.append(repr(one))
    return found


@pytest.mark.parametrize("turns", range(10))
async def test_when_the_proxy_has_ended_nothing_of_it_is_open(turns: int, tmp_path: Path) -> None:
    """Ended in each turn of the loop from a client's first byte to the guest's answer and after."""

    async def guest(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(_head(OK, CHUNKED))
        await asyncio.Event().wait()

    gate = Gate(answer_s=PATIENCE_S)
    async with muxer(tmp_path / "v.sock", serve=guest), asyncio.timeout(PATIENCE_S):
        address = await gate.start(("127.0.0.1", 0))
        gate.up(tmp_path / "v.sock")
        with socket.create_connection(address) as silent, socket.create_connection(address) as asks:
            asks.sendall(_asked("GET"))
            for _ in range(turns):
                await asyncio.sleep(0)
            await gate.close()
            assert _open(address, tmp_path / "v.sock") == []
            for client in (silent, asks):
                client.setblocking(False)
                await _read_to_the_end(client)
