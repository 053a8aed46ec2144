"""The holder's end of the channel."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import socket
import stat
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Final

from arqon_service.channel.messages import (
    LINE_BYTES,
    FromClient,
    FromHolder,
    Hello,
    Refused,
    line_of,
    read_client,
)
from arqon_settings.file_watch import FileWatch
from arqon_settings.folders import give_to_owner_of, make_folder

__all__ = ["ChannelFault", "ChannelServer", "Client"]

CLIENTS: Final = 64
"""Connections at once; a user has a handful."""
HELLO_S: Final = 5.0
"""How long a client may take to say who it is."""
FLUSH_S: Final = 0.5
"""How long a client may take to read what was sent before it was let go."""
UNREAD_BYTES: Final = 4 << 20
"""A client that leaves so much unread is let go."""
PATH_BYTES: Final = 107
"""Of a Unix socket's path: sun_path has 108 bytes, and the last one is zero (unix(7))."""
_CONVERSATION: Final = "conversation"
_logger = logging.getLogger(__name__)


class ChannelFault(Exception):
    """The channel cannot listen; the text says why and what to do."""


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


class ChannelServer:
    """Listens at `path`, on a daemon thread with an event loop.

    `greet`, `heard` and `gone` are called on that thread and must not block. A socket that is
    deleted, as runtime folders are when a user logs out, is made again; `fault` says why it
    cannot be, and is empty else.
    """

    def __init__(
        self,
        path: Path,
        *,
        greet: Callable[[Client], None],
        heard: Callable[[Client, FromClient], None],
        gone: Callable[[Client], None],
    ) -> None:
        self._path = path
        self._greet = greet
        self._heard = heard
        self._gone = gone
        self._clients: set[Client] = set()
        self._conversations: set[asyncio.Task[None]] = set()
        self.fault = ""
        self._socket: os.stat_result | None = None
        self._loop = asyncio.new_event_loop()
        self._end, self._lost = asyncio.Event(), asyncio.Event()
        self._listening: Future[None] = Future()
        self._watch = FileWatch("channel-socket", [path], self._look)
        self._thread = threading.Thread(target=self._run, name="channel", daemon=True)

    @property
    def clients(self) -> list[Client]:
        """Who is connected now."""
        return list(self._clients)

    def start(self) -> None:
        """Listen.

        Raises:
            ChannelFault: it cannot.
        """
        self._thread.start()
        try:
            self._listening.result()
        except OSError as error:
            raise ChannelFault(_in_words(self._path, error)) from error

    def close(self, timeout: float = 1.0) -> None:
        """Send what waits to be sent, let all clients go, and take the socket away."""
        self._watch.stop(wait=False)
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._end.set)
            self._loop.call_soon_threadsafe(self._lost.set)
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(self._serve())
        except Exception as error:
            if self._listening.done():
                raise
            self._listening.set_exception(error)
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await self._listen()
        self._listening.set_result(None)
        self._watch.start()
        while not self._end.is_set():
            await self._lost.wait()
            self._lost.clear()
            if not self._end.is_set() and self._is_gone():
                server = await self._listen_again(server)
        self._take_away()
        await self._accept_the_last()
        server.close()
        for task in self._conversations:
            task.cancel()
        await asyncio.gather(*_others(), return_exceptions=True)

    async def _listen(self) -> asyncio.Server:
        _make_room(self._path)
        server = await asyncio.start_unix_server(self._converse, str(self._path), limit=LINE_BYTES)
        self._path.chmod(0o600)
        give_to_owner_of(self._path.parent, self._path)
        self._socket = self._path.stat()
        return server

    async def _listen_again(self, before: asyncio.Server) -> asyncio.Server:
        """Make the socket anew; who is connected stays so."""
        try:
            server = await self._listen()
        except OSError as error:
            fault = _in_words(self._path, error)
            if fault != self.fault:
                _logger.warning("The socket was deleted, and no other can be made: %s", fault)
            self.fault = fault
            return before
        self.fault = ""
        _logger.warning("The socket was deleted, and made again: %s", self._path)
        before.close()
        return server

    def _look(self) -> None:
        """See, on the watch's thread, whether the socket is still there."""
        if self._is_gone():
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._lost.set)

    def _is_gone(self) -> bool:
        return not os.path.lexists(self._path)

    def _take_away(self) -> None:
        with contextlib.suppress(OSError):  # not one that another holder has put there since
            if self._socket and os.path.samestat(self._socket, self._path.stat()):
                self._path.unlink()

    async def _accept_the_last(self) -> None:
        """Let who has called already become a conversation, which ends at once.

        A server that is closed in between leaves their connections open, and them waiting.
        """
        for _ in range(3):  # turns of the loop: it sees them, it accepts them, it begins
            await asyncio.sleep(0)
        while any(task.get_name() != _CONVERSATION for task in _others()):  # noqa: ASYNC110 -- they are asyncio's own
            await asyncio.sleep(0)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Client(self._loop, writer)
        task = asyncio.current_task()
        assert task is not None
        task.set_name(_CONVERSATION)
        self._conversations.add(task)
        try:
            if self._end.is_set():
                return
            if len(self._clients) >= CLIENTS:
                writer.write(line_of(Refused(ask=0, words=f"{CLIENTS} programs are connected")))
                return
            self._clients.add(client)
            async with asyncio.timeout(HELLO_S):
                first = read_client(await reader.readline())
            if isinstance(first, Hello):
                client.program = first.program
                self._greet(client)
                while line := await reader.readline():
                    self._heard(client, read_client(line))
        except (TimeoutError, ValueError) as error:  # silent, a line too long, or not ours
            words = "who are you?" if isinstance(error, TimeoutError) else f"not a line: {error}"
            writer.write(line_of(Refused(ask=0, words=words[:500])))
        except (OSError, asyncio.CancelledError):
            pass  # it has gone, or we go
        finally:
            self._conversations.discard(task)
            self._clients.discard(client)
            self._gone(client)
            await _close(writer)


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


def _make_room(path: Path) -> None:
    """Make the folder, and take away the socket of a holder that has died."""
    if len(os.fsencode(path)) > PATH_BYTES:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))
    make_folder(path.parent)
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        with socket.socket(socket.AF_UNIX) as trying:
            trying.settimeout(1.0)
            try:
                trying.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
                return
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE), str(path))


def _in_words(path: Path, error: OSError) -> str:
    elsewhere = "name another folder with --home or ARQON_TTS_HOME"
    match error.errno:
        case errno.ENAMETOOLONG:
            size = len(os.fsencode(path))
            return f"{path} is too long for a socket ({size} of {PATH_BYTES} bytes): {elsewhere}"
        case errno.EEXIST:
            kind = "socket" if error.filename == str(path) else "folder"
            return f"{error.filename} is not a {kind}: remove it, or {elsewhere}"
        case errno.EADDRINUSE:
            return f"{path} is used by a program with another state folder: {elsewhere}"
        case errno.EPERM | errno.EOPNOTSUPP | errno.ENOTSUP | errno.EINVAL:
            return f"the file system of {path.parent} takes no sockets: {elsewhere}"
        case _:
            return f"no channel at {path}: {error.strerror or error}; {elsewhere}"
