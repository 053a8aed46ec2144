"""The child process of `bus_server`: a WebSocket server that takes frames as a bus does.

Standard input takes commands, standard output gives what happened, both a JSON object a line.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import sys
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from arqon_gate.doubles.bus_shapes import ArqonBus, Json, MaestroBus

Manner = str
"""pass, drop, duplicate, hold (until the next frame has gone), corrupt."""


class Double:
    """Clients, and the commands that change how they are treated."""

    def __init__(self, dialect: str) -> None:
        self.bus = ArqonBus() if dialect == "arqon" else MaestroBus()
        self.clients: dict[ServerConnection, str] = {}
        self.refusal: Json | None = None
        self.relays = True
        self.manners: list[Manner] = []
        self.held: list[str | bytes] = []
        self.numbers = itertools.count(1)

    def report(self, event: str, **data: object) -> None:
        print(json.dumps({"event": event, **data}), flush=True)

    def answer_handshake(self, client: ServerConnection, request: Request) -> Response | None:
        authorization = request.headers.get("Authorization")
        self.report("handshake", authorization=authorization)
        if self.refusal is None:
            return None
        body = self.refusal["body"].encode()
        status = HTTPStatus(self.refusal["status"])
        headers = Headers({"Content-Length": str(len(body)), "Content-Type": "text/html"})
        return Response(status, status.phrase, headers, body)

    async def client(self, connection: ServerConnection) -> None:
        name = f"arq_client_{next(self.numbers)}"
        self.clients[connection] = name
        if welcome := self.bus.welcome(name):
            await connection.send(json.dumps(welcome))
        self.report("connected", client=name)
        try:
            async for data in connection:
                text = data if isinstance(data, str) else base64.b64encode(data).decode()
                self.report("got", client=name, text=text)
                await self.react(connection, data)
        except ConnectionClosed:
            pass
        finally:
            del self.clients[connection]
            self.report("gone", client=name, code=connection.close_code)

    async def react(self, sender: ServerConnection, data: str | bytes) -> None:
        reaction = self.bus.take(data, self.clients[sender])
        others = [client for client in self.clients if client is not sender]
        for frame in reaction.to_sender:
            await sender.send(json.dumps(frame))
        if self.relays:
            for frame in reaction.to_others:
                await self.deliver(json.dumps(frame), others)
        for item in reaction.to_all:
            text = item if isinstance(item, str) else json.dumps(item)
            await self.deliver(text, list(self.clients))

    async def deliver(self, data: str | bytes, to: list[ServerConnection] | None = None) -> None:
        """Send in the manner that is next."""
        manner = self.manners.pop(0) if self.manners else "pass"
        now: list[str | bytes] = []
        match manner:
            case "pass":
                now = [data, *self.held]
                self.held.clear()
            case "duplicate":
                now = [data, data]
            case "corrupt":
                now = [data[: len(data) // 2]]
            case "hold":
                self.held.append(data)
        for client, item in itertools.product(list(self.clients) if to is None else to, now):
            with contextlib.suppress(ConnectionClosed):
                await client.send(item)

    async def obey(self, command: Json) -> None:  # noqa: C901 - a case for each command
        match command:
            case {"send": list(frames)}:
                for frame in frames:
                    await self.deliver(frame if isinstance(frame, str) else json.dumps(frame))
            case {"binary": str(encoded)}:
                await self.deliver(base64.b64decode(encoded))
            case {"text_bytes": str(encoded)}:
                for client in list(self.clients):
                    await client.send(base64.b64decode(encoded), text=True)
            case {"size": int(size)}:
                await self.deliver('"' + "a" * (size - 2) + '"')
            case {"manners": list(manners)}:
                self.manners = manners
            case {"refuse": refusal}:
                self.refusal = refusal
            case {"relays": bool(relays)}:
                self.relays = relays
            case {"reset": True}:
                self.refusal, self.relays, self.manners, self.held = None, True, [], []
            case {"drop": True}:
                for client in self.clients:
                    client.transport.abort()
            case {"close": int(code)}:
                for client in list(self.clients):
                    await client.close(code, "as ordered")
        self.report("obeyed")


async def main(dialect: str, port: int) -> None:
    double = Double(dialect)
    lines: asyncio.StreamReader = asyncio.StreamReader(limit=2**27)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    options: dict[str, Any] = {"max_size": double.bus.max_size, "compression": None}
    handshake = double.answer_handshake
    async with serve(
        double.client, "127.0.0.1", port, process_request=handshake, **options
    ) as server:
        taken = next(iter(server.sockets)).getsockname()[1]
        double.report("listening", port=taken)
        while line := await lines.readline():
            await double.obey(json.loads(line))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
