"""The child process of `sidecar_server`: a test double that speaks the sidecar contract.

It is not Kokoro: whatever the text, it answers a sine, and says so in `/healthz`. Standard input
takes commands, standard output gives what happened, both a JSON object a line. A second port
answers raw bytes, which may be no HTTP at all.
"""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import uvicorn

from arqon_gate.doubles.sidecar_answers import Answer, Asked
from arqon_gate.doubles.sidecar_behaviours import BEHAVIOURS

Json = dict[str, Any]
Receive = Callable[[], Coroutine[Any, Any, Json]]
Send = Callable[[Json], Awaitable[None]]

HEALTH: Json = {
    "status": "ok",
    "service": "kokoro-sidecar",
    "version": "0.0.0",
    "uptime_s": 1.0,
    "runtime": "host-dev",
    "boot_id": "double",
    "engine": "sine",
    "model": {"name": "test tone", "sha256": "0" * 64, "kind": "test-model", "origin": "a sine"},
    "queue": {"running": 0, "waiting": 0, "limit": 8},
}

VOICES: Json = {
    "voices": [
        {"id": "af_bella", "language": "en-us", "gender": "female", "name": "Bella"},
        {"id": "af_heart", "language": "en-us", "gender": "female", "name": "Heart"},
        {"id": "am_adam", "language": "en-us", "gender": "male", "name": "Adam"},
        {"id": "bf_emma", "language": "en-gb", "gender": "female", "name": "Emma"},
        {"id": "ef_dora", "language": "es", "gender": "female", "name": "Dora"},
    ],
    "default": "af_heart",
}


class Double:
    """An ASGI application, and the commands that change what it does."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.behaviours: dict[str, str] = {}
        self.gap_s = 0.0
        self.health: Json = HEALTH
        self.ready: tuple[int, Json] = (200, {"ready": True})
        self.guests: list[str] = []
        self.pieces: list[bytes] = []
        self.hold = False

    def report(self, event: str, **data: object) -> None:
        print(json.dumps({"event": event, **data}), flush=True)

    def obey(self, command: Json) -> None:
        if command.get("reset"):
            self.reset()
        self.behaviours.update(command.get("behaviours", {}))
        self.gap_s = command.get("gap_s", self.gap_s)
        self.health = {**self.health, **command.get("health", {})}
        self.ready = tuple(command.get("ready", self.ready))
        self.guests = command.get("guests", self.guests)
        if "pieces" in command:
            self.pieces = [base64.b64decode(piece) for piece in command["pieces"]]
            self.hold = command["hold"]
        self.report("obeyed")

    async def __call__(self, scope: Json, receive: Receive, send: Send) -> None:
        path = scope["path"]
        body = await _body(receive)
        behaviour = self.behaviours.get(path, "tone")
        self.report("asked", path=path, body=body.decode(), client=scope["client"])
        work = asyncio.create_task(self._answer(path, behaviour, body, send))
        gone = asyncio.create_task(receive())
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            self.report("client_gone", path=path)
        for task in (work, gone):
            task.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        await work

    async def _answer(self, path: str, behaviour: str, body: bytes, send: Send) -> None:
        if behaviour == "never":
            await asyncio.Event().wait()
        answer = self._choose(path, behaviour, body)
        headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        start = {"type": "http.response.start", "status": answer.status, "headers": headers}
        await send(start)
        async for piece in answer.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})
        self.report("answered", path=path)

    def _choose(self, path: str, behaviour: str, body: bytes) -> Answer:
        if path in ("/synthesize", "/synthesize_stream"):
            asked = Asked(json.loads(body), path == "/synthesize", self.gap_s)
            return BEHAVIOURS[behaviour](asked)
        if behaviour != "tone":
            return BEHAVIOURS[behaviour](Asked({}, plain=True))
        if path == "/healthz":
            return _json(200, self.health)
        if path == "/attest" and self.guests:
            guest = self.guests.pop(0) if len(self.guests) > 1 else self.guests[0]
            return _json(200, {"instance_id": guest, "boot_nonce": f"boot of {guest}"})
        if path == "/voices":
            return _json(200, VOICES)
        return _json(*self.ready) if path == "/readyz" else _json(404, {"code": "not_found"})

    async def raw(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Read a request, then send the bytes that were ordered, whatever they are."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        for piece in self.pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        if self.hold:
            await reader.read()
        writer.close()


def _json(status: int, message: Json) -> Answer:
    async def pieces() -> Any:
        yield json.dumps(message).encode()

    return Answer(pieces(), status, {"content-type": "application/json"})


async def _body(receive: Receive) -> bytes:
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body


async def main() -> None:
    """Serve until standard input ends."""
    double = Double()
    raw = await asyncio.start_server(double.raw, "127.0.0.1", 0)
    options: Json = {"log_level": "critical", "lifespan": "off", "ws": "none"}
    # With its protocol named: asyncio turns Nagle's delay off only for sockets that say TCP.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", 0))
    door.listen()
    server = uvicorn.Server(uvicorn.Config(double, **options))
    serving = asyncio.create_task(server.serve([door]))
    ports = [listening.getsockname()[1] for listening in (door, raw.sockets[0])]
    double.report("listening", ports=ports)
    while command := await asyncio.to_thread(sys.stdin.readline):
        double.obey(json.loads(command))
    serving.cancel()


if __name__ == "__main__":
    asyncio.run(main())
