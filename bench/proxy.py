"""What the proxy costs: `python -m bench.proxy`.

The guest is a process with a plain HTTP server behind the monitor's handshake; `direct` talks to it
over the same socket without the proxy.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import socket
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from arqon_microvm.proxy.gate import Gate
from arqon_microvm.vsock import dial

ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + bytes(100)
BULK = 512 * 2**20
PIECE = 2**18
BULK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % BULK
CHUNKS_HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"%x\r\n" % PIECE + bytes(PIECE) + b"\r\n"


class Echo(asyncio.Protocol):
    """CONNECT, then an answer for each question; the question `BULK` is answered at length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A host."""
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.connected, self.left = transport, False, 0

    def data_received(self, data: bytes) -> None:
        """CONNECT or a question."""
        if not self.connected:
            self.connected = True
            self.transport.write(b"OK 1073741824\n")
        elif data.startswith((b"GET /bulk", b"GET /chunks")):
            chunks = data.startswith(b"GET /chunks")
            self.transport.write(CHUNKS_HEAD if chunks else BULK_HEAD)
            self.left, self.piece = BULK, CHUNK if chunks else bytes(PIECE)
            self.resume_writing()
        else:
            self.transport.write(ANSWER)

    def pause_writing(self) -> None:
        """The host is slow."""
        self.full = True

    def resume_writing(self) -> None:
        """The host can take more."""
        self.full = False
        while self.left and not self.full:
            self.left -= PIECE
            self.transport.write(self.piece)


def guest(path: str, told: multiprocessing.Queue[int]) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_unix_server(Echo, path, backlog=1024)
        told.put(0)
        await server.serve_forever()

    asyncio.run(run())


def proxy(path: str, told: multiprocessing.Queue[int]) -> None:
    async def run() -> None:
        gate = Gate()
        _, port = await gate.start(("127.0.0.1", 0))
        gate.up(Path(path))
        told.put(port)
        await asyncio.Event().wait()

    asyncio.run(run())


async def ask(connection: socket.socket) -> float:
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    await loop.sock_sendall(connection, ASK)
    got = 0
    while got < len(ANSWER):
        got += len(await loop.sock_recv(connection, 65536))
    return (time.perf_counter() - began) * 1000


async def through(port: int) -> socket.socket:
    connection = socket.socket()
    connection.setblocking(False)
    await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


async def latency(path: Path, port: int) -> None:
    """A B A B: a kept connection, and a new one for each question."""
    direct, _ = await dial(path, 7781)
    proxied = await through(port)
    kept: dict[str, list[float]] = {"direct": [], "proxy": []}
    new: dict[str, list[float]] = {"direct": [], "proxy": []}
    for _ in range(1000):
        kept["direct"].append(await ask(direct))
        kept["proxy"].append(await ask(proxied))
    for _ in range(500):
        began = time.perf_counter()
        connection, _ = await dial(path, 7781)
        await ask(connection)
        new["direct"].append((time.perf_counter() - began) * 1000)
        connection.close()
        began = time.perf_counter()
        connection = await through(port)
        await ask(connection)
        new["proxy"].append((time.perf_counter() - began) * 1000)
        connection.close()
    direct.close()
    proxied.close()
    print(f"{'':>16} {'direct p50':>11} {'proxy p50':>10} {'added':>7} {'proxy p99':>10}  ms")
    for name, took in (("kept connection", kept), ("new connection", new)):
        one, two = statistics.median(took["direct"]), statistics.median(took["proxy"])
        p99 = statistics.quantiles(took["proxy"], n=100)[98]
        print(f"{name:>16} {one:>11.3f} {two:>10.3f} {two - one:>7.3f} {p99:>10.3f}")


async def bulk(connection: socket.socket, path: bytes) -> float:
    """MB/s."""
    loop, began, got = asyncio.get_running_loop(), time.perf_counter(), 0
    buffer = bytearray(2**20)
    await loop.sock_sendall(connection, b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path)
    while got < BULK:
        got += await loop.sock_recv_into(connection, buffer)
    connection.close()
    return got / (time.perf_counter() - began) / 1e6


async def crowd(port: int, process: multiprocessing.process.BaseProcess) -> None:
    """500 connections open at once, 10,000 requests."""
    connections = [await through(port) for _ in range(500)]
    before = rss_mb(process)
    lost = 0

    async def client(connection: socket.socket) -> None:
        nonlocal lost
        for _ in range(20):
            try:
                await ask(connection)
            except OSError:
                lost += 1

    for _ in range(3):
        began = time.perf_counter()
        await asyncio.gather(*map(client, connections))
        took = time.perf_counter() - began
        print(
            f"500 connections, 10000 requests: {10000 / took:.0f}/s, {lost} lost, "
            f"resident {before} to {rss_mb(process)} MB"
        )
    for connection in connections:
        connection.close()


def rss_mb(process: multiprocessing.process.BaseProcess) -> int:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") // 10**6


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[tuple[Path, int, multiprocessing.process.BaseProcess]]:
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v.sock"
        told: multiprocessing.Queue[int] = context.Queue()
        port = 0
        parts = [context.Process(target=part, args=(str(path), told)) for part in (guest, proxy)]
        try:
            for part in parts:
                part.start()
                port = await asyncio.to_thread(told.get)
            yield path, port, parts[1]
        finally:
            for part in parts:
                part.kill()
                part.join()


async def measure() -> None:
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}")
    async with running() as (path, port, process):
        await latency(path, port)
        for what in (b"/bulk", b"/chunks", b"/bulk", b"/chunks"):
            direct, _ = await dial(path, 7781)
            one, two = await bulk(direct, what), await bulk(await through(port), what)
            print(f"{what.decode():>8}: direct {one:.0f} MB/s, proxy {two:.0f} MB/s")
        await crowd(port, process)


def main() -> None:
    asyncio.run(measure())


if __name__ == "__main__":
    main()
