"""The one address of the VM on this machine: open while there is a guest, honest while not."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.proxy.client import Client
from arqon_microvm.proxy.connections import Connections
from arqon_microvm.proxy.crowd import Crowd, most_clients
from arqon_microvm.proxy.guest import Guest
from arqon_microvm.proxy.holders import holder
from arqon_microvm.vsock import ANSWER_S, GuestSilent, Unreachable, dial

__all__ = ["GUEST_PORT", "Gate"]

GUEST_PORT: Final = 7781
DEADLINE_S: Final = 5.0
"""How long a client is kept waiting for a guest that says nothing."""

RETRY_S: Final = 0.1
_BACKLOG: Final = 1024
_AT_ONCE: Final = 16
"""Clients that asyncio accepts before it lets anybody go: more could use up the descriptors."""


class Gate:
    """Passes on what comes to a loopback address, byte for byte, to the guest's port.

    It is closed at first: `up` opens it, `down` closes it and ends what is under way. The guest is
    called at a client's first byte, so that those who only hold a connection cost it nothing.
    """

    def __init__(
        self,
        guest_port: int = GUEST_PORT,
        deadline_s: float = DEADLINE_S,
        answer_s: float = ANSWER_S,
        most: int | None = None,
    ) -> None:
        self._port = guest_port
        self._deadline_s = deadline_s
        self._answer_s = answer_s
        self._v_sock: Path | None = None
        self._why = "the VM is not started"
        self._clients = Crowd(most or most_clients())
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = Connections()
        self._downs = 0
        self._server: asyncio.Server | None = None

    async def start(self, listen: tuple[str, int]) -> tuple[str, int]:
        """Listen on a loopback address; port 0 takes a free one. Returns where it listens.

        Raises:
            VmError: the address is not loopback, or it is taken; says by whom.
        """
        host, port = listen
        if not _is_loopback(host):
            raise VmError(
                f"{host} is not a loopback address: the VM is for this machine only",
                "Listen on 127.0.0.1.",
            )
        try:
            self._server = await self._listen(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise VmError(
                    f"{host}:{port} is taken by {holder(port)}",
                    "Stop it, or give another address with --listen.",
                ) from error
            raise VmError(f"cannot listen on {host}:{port}: {error.strerror}") from error
        bound: tuple[str, int] = self._server.sockets[0].getsockname()[:2]
        return bound

    async def _listen(self, host: str, port: int) -> asyncio.Server:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # asyncio turns Nagle's delay off only where the socket names its protocol.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            server = await asyncio.get_running_loop().create_server(
                self._accept, sock=listening, backlog=_AT_ONCE
            )
            listening.listen(_BACKLOG)
        except BaseException:
            listening.close()
            raise
        return server

    def up(self, v_sock: Path) -> None:
        """The guest behind this socket is there."""
        self._v_sock = v_sock

    def down(self, reason: str) -> None:
        """It is not: new clients are told why, and those under way are cut off."""
        self._v_sock, self._why = None, reason
        self._downs += 1
        for client in self._clients:
            if client.guest is not None:
                client.cut_off()

    def owes(self) -> bool:
        """Whether the guest has a client's question in hand."""
        return any(client.owed for client in self._clients)

    async def close(self) -> None:
        """End all; returns when no connection is open any more."""
        self.down("the proxy ends")
        if self._server is not None:
            # What asyncio has just accepted it hands over in its next turn, before ours; a server
            # that is closed by then fails at that, and leaves the connection open.
            for listening in self._server.sockets:
                asyncio.get_running_loop().remove_reader(listening)
            await asyncio.sleep(0)
            self._server.close()
        for client in self._clients:
            client.abort()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._connections.all_lost()

    def _accept(self) -> Client:
        client = Client(self._open, self._connections)
        self._clients.admit(client)
        return client

    def _open(self, client: Client) -> None:
        if self._v_sock is None:
            client.refuse(self._why)
            return
        task = asyncio.get_running_loop().create_task(self._reach(client))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reach(self, client: Client) -> None:
        downs = self._downs
        try:
            connection, first = await self._dial()
        except Unreachable as error:
            client.refuse(str(error))
            return
        if client.gone or downs != self._downs:
            connection.close()
            client.refuse(self._why)
            return
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: Guest(client, self._connections), sock=connection)
        if downs != self._downs:  # meanwhile: `down` did not see this one
            client.abort()
        elif first:
            client.send(first)

    async def _dial(self) -> tuple[socket.socket, bytes]:
        """Tried again while the guest says nothing, until the deadline."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._deadline_s
        while True:
            v_sock = self._v_sock
            if v_sock is None:
                raise Unreachable(self._why)
            try:
                return await dial(v_sock, self._port, self._answer_s)
            except GuestSilent:
                if loop.time() + RETRY_S >= deadline:
                    raise
            await asyncio.sleep(RETRY_S)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
