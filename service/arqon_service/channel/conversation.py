"""What the holder and each client that is connected say to each other."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from arqon_service.channel.messages import (
    FromClient,
    FromHolder,
    Hello,
    Refused,
    line_of,
    read_client,
)

__all__ = ["Client", "Conversations"]

CLIENTS: Final = 64
"""Connections at once; a user has a handful."""
HELLO_S: Final = 5.0
"""How long a client may take to say who it is."""
FLUSH_S: Final = 0.5
"""How long a client may take to read what was sent before it was let go."""
UNREAD_BYTES: Final = 4 << 20
"""A client that leaves so much unread is let go."""
_NAME: Final = "conversation"
"""Of the tasks, which asyncio else names itself."""


class Client:
    """A client that is connected. `send` is safe from any thread and returns at once."""

    def __init__(self, loop: asyncio.AbstractEventLoop, writer: asyncio.StreamWriter) -> None:
        self.subscribed = False
        self.program = ""
        self._loop = loop
        self._writer = writer

    def send(self, message: FromHolder) -> None:
        """Send a line, after those before it; nothing happens where the client has gone."""
        with contextlib.suppress(RuntimeError):  # the loop has ended, and all clients with it
            self._loop.call_soon_threadsafe(self._write, line_of(message))

    def _write(self, line: bytes) -> None:
        if self._writer.transport.get_write_buffer_size() > UNREAD_BYTES:
            self._writer.transport.abort()
        elif not self._writer.is_closing():
            self._writer.write(line)


class Conversations:
    """Those that are going on, on one event loop; the callbacks are called there."""

    def __init__(
        self,
        greet: Callable[[Client], None],
        heard: Callable[[Client, FromClient], None],
        gone: Callable[[Client], None],
    ) -> None:
        self._greet = greet
        self._heard = heard
        self._gone = gone
        self._clients: set[Client] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False

    @property
    def clients(self) -> list[Client]:
        """Who is connected now."""
        return list(self._clients)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One conversation, from the connection to its end."""
        client = Client(asyncio.get_running_loop(), writer)
        task = asyncio.current_task()
        assert task is not None
        task.set_name(_NAME)
        self._tasks.add(task)
        try:
            if self._ending:
                pass
            elif len(self._clients) >= CLIENTS:
                writer.write(line_of(Refused(ask=0, words=f"{CLIENTS} programs are connected")))
            else:
                await self._listen_to(client, reader)
        except (TimeoutError, ValueError) as error:  # silent, a line too long, or not ours
            words = "who are you?" if isinstance(error, TimeoutError) else f"not a line: {error}"
            writer.write(line_of(Refused(ask=0, words=words[:500])))
        except (OSError, asyncio.CancelledError):
            pass  # it has gone, or we go
        finally:
            self._tasks.discard(task)
            self._clients.discard(client)
            self._gone(client)
            await _close(writer)

    async def accept_the_last(self) -> None:
        """Let who has called already become a conversation, which ends at once.

        A server that is closed in between leaves their connections open, and them waiting.
        """
        self._ending = True
        for _ in range(3):  # turns of the loop: it sees them, it accepts them, it begins
            await asyncio.sleep(0)
        while any(task.get_name() != _NAME for task in _others()):  # noqa: ASYNC110 -- they are asyncio's own
            await asyncio.sleep(0)

    async def end(self) -> None:
        """End all of them; what was sent before still goes out."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*_others(), return_exceptions=True)

    async def _listen_to(self, client: Client, reader: asyncio.StreamReader) -> None:
        self._clients.add(client)
        async with asyncio.timeout(HELLO_S):
            first = read_client(await reader.readline())
        if isinstance(first, Hello):
            client.program = first.program
            self._greet(client)
            while line := await reader.readline():
                self._heard(client, read_client(line))


def _others() -> set[asyncio.Task[object]]:
    return {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}


async def _close(writer: asyncio.StreamWriter) -> None:
    """Send what waits, and close; a client that does not read is cut off."""
    writer.close()
    try:
        async with asyncio.timeout(FLUSH_S):
            await writer.wait_closed()
    except TimeoutError:
        writer.transport.abort()
        await asyncio.sleep(0)  # the turn of the loop that closes the socket
    except OSError:
        pass
