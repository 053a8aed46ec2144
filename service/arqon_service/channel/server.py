"""The holder's end of the channel."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from arqon_service.channel.conversation import Client, Conversations
from arqon_service.channel.messages import LINE_BYTES, FromClient
from arqon_service.channel.place import ChannelFault, make_room, why_not
from arqon_settings.file_watch import FileWatch
from arqon_settings.folders import give_to_owner_of

__all__ = ["ChannelServer"]

_logger = logging.getLogger(__name__)


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
        self._conversations = Conversations(greet, heard, gone)
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
        return self._conversations.clients

    def start(self) -> None:
        """Listen.

        Raises:
            ChannelFault: it cannot.
        """
        self._thread.start()
        try:
            self._listening.result()
        except OSError as error:
            raise ChannelFault(why_not(self._path, error)) from error

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
        await self._conversations.accept_the_last()
        server.close()
        await self._conversations.end()

    async def _listen(self) -> asyncio.Server:
        make_room(self._path)
        server = await asyncio.start_unix_server(
            self._conversations.converse, str(self._path), limit=LINE_BYTES
        )
        self._path.chmod(0o600)
        give_to_owner_of(self._path.parent, self._path)
        self._socket = self._path.stat()
        return server

    async def _listen_again(self, before: asyncio.Server) -> asyncio.Server:
        """Make the socket anew; who is connected stays so."""
        try:
            server = await self._listen()
        except OSError as error:
            fault = why_not(self._path, error)
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
