"""Whoever else may answer at the VM's address."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from itertools import chain, repeat

from arqon_microvm.vsock import dial
from tests.free_port import free_port
from tests.microvm.attest.world import World

Answer = Callable[[str, bytes], Awaitable[bytes]]


def turning_away(times: int, said: bytes) -> Iterator[bytes | None]:
    """What a busy server says to the first requests in place of an answer; then it answers."""
    status = said[:1].isdigit()
    busy = b"HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % said if status else said
    return chain(repeat(busy, times), repeat(None))


@asynccontextmanager
async def in_our_process(
    made: World, answer: Answer, turned: Iterator[bytes | None] | None = None
) -> AsyncIterator[None]:
    """A server where the proxy should be, in the supervisor's own process."""

    serving: set[asyncio.Task[None] | None] = set()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        serving.add(asyncio.current_task())
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = head.partition("content-length: ")[2].partition("\r\n")[0]
            asked = await reader.readexactly(int(length or 0))
            if turned is not None and (busy := next(turned)) is not None:
                writer.write(busy)
                return
            body = await answer(head.split()[1], asked)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # it was only looked at who listens
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    made.note(listen="{}:{}".format(*server.sockets[0].getsockname()))
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*filter(None, serving))


def relayed(made: World) -> Answer:
    """What the guest answers, but for its health, which nobody needs a guest for."""

    async def answer(path: str, body: bytes) -> bytes:
        if path == "/healthz":
            return b'{"status": "ok"}'
        connection, _ = await dial(made.folder.v_sock, 7781)
        reader, writer = await asyncio.open_connection(sock=connection)
        writer.write(f"POST {path} HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        told = await reader.readexactly(int(head.partition("content-length: ")[2].split()[0]))
        writer.transport.abort()
        return told

    return answer


def replayed(made: World) -> Answer:
    """The guest's answer to an earlier challenge, again and again."""
    old: list[bytes] = []

    async def answer(path: str, body: bytes) -> bytes:
        if path == "/attest" and old:
            return old[0]
        told = await relayed(made)(path, json.dumps({"challenge": "ab" * 32}).encode())
        old.append(told)
        return told

    return answer


def other_process(made: World) -> None:
    """A web server on the host takes the address."""
    port = free_port()
    command = [sys.executable, "-u", "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=made.image,
    )
    made.processes.append(process)
    if not (made.proc / str(process.pid)).exists():
        (made.proc / str(process.pid)).symlink_to(f"/proc/{process.pid}")
    assert process.stdout is not None
    assert b"Serving HTTP" in process.stdout.readline()
    made.note(listen=f"127.0.0.1:{port}")
