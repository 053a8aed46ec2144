"""A model of the monitor's vsock socket, as strict as Firecracker's own (muxer.rs).

It takes ten bytes at once, then single bytes up to 32, which must all be there already: a line in
pieces is dropped. A port without a listener is closed in silence. A half-close by the host
ends the connection in both directions. It can be told to say nothing, like a guest that is frozen.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

Guest = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Muxer:
    """Listens on `path`; `ports` are what the guest listens on."""

    def __init__(self, path: Path, ports: dict[int, Guest]) -> None:
        self.path = path
        self.ports = ports
        self.silent = False
        self.unasked = 0
        """Connections that asked for no port: Firecracker logs a line for each."""
        self.open = 0
        self.opened = asyncio.Event()
        self.ended_by_host = asyncio.Event()
        self.tasks: set[asyncio.Future[None]] = set()
        self._listening: socket.socket | None = None

    async def start(self) -> None:
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(str(self.path))
        self._listening.listen(1024)
        self._listening.setblocking(False)
        # By a callback: a task that is cancelled can lose what it has just accepted.
        asyncio.get_running_loop().add_reader(self._listening, self._accept, self._listening)

    async def close(self) -> None:
        if self._listening is not None:
            asyncio.get_running_loop().remove_reader(self._listening)
            self._listening.close()
            self._listening = None
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.path.unlink(missing_ok=True)

    def _run(self, work: Awaitable[None]) -> asyncio.Future[None]:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            connection, _ = listening.accept()
            connection.setblocking(False)
            self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        # Closed also when the task is cancelled before its first step.
        self._run(self._serve(connection)).add_done_callback(lambda _: connection.close())

    async def _serve(self, connection: socket.socket) -> None:
        self.open += 1
        self.opened.set()
        try:
            with connection, contextlib.suppress(ConnectionError):  # the host may leave at any time
                await _readable(connection)
                port = _parsed(connection)
                self.unasked += port is None
                if self.silent:
                    await asyncio.Event().wait()
                if port is None or port not in self.ports:
                    return
                connection.send(b"OK %d\n" % (2**30 + self.open))
                await self._relay(connection.dup(), self.ports[port])
        finally:
            self.open -= 1

    async def _relay(self, connection: socket.socket, guest: Guest) -> None:
        try:
            reader, writer = await asyncio.open_connection(sock=connection)
        except BaseException:
            connection.close()
            raise
        inside = asyncio.StreamReader()
        serving = asyncio.ensure_future(guest(inside, writer))
        hearing = asyncio.ensure_future(self._hear(reader, inside))
        try:
            await asyncio.wait({hearing, serving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (hearing, serving):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await task
            writer.transport.abort()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _hear(self, reader: asyncio.StreamReader, inside: asyncio.StreamReader) -> None:
        """Until the host ends the connection: what it says goes to the guest."""
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                inside.feed_data(data)
        self.ended_by_host.set()


async def _readable(connection: socket.socket) -> None:
    ready = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(connection, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(connection)


def _parsed(connection: socket.socket) -> int | None:
    try:
        line = connection.recv(10)
        if len(line) < 10:
            return None
        while not line.endswith(b"\n"):
            if len(line) == 32:
                return None
            line += connection.recv(1)
    except BlockingIOError:
        return None
    word, _, port = line.strip().partition(b" ")
    return int(port) if word == b"CONNECT" and port.isdigit() else None


@contextlib.asynccontextmanager
async def muxer(path: Path, serve: Guest) -> AsyncIterator[Muxer]:
    """Runs one whose guest listens on 7781 with `serve`."""
    made = Muxer(path, {7781: serve})
    await made.start()
    try:
        yield made
    finally:
        await made.close()
