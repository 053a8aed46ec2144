"""The two dialects of the bus: how a payload is wrapped, and which frames are to be acted on."""

from __future__ import annotations

import itertools
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from arqon_voice.bus.frames import Frame, Malformed, object_in

__all__ = ["Arqon", "Dialect", "DialectName", "Maestro", "Received", "recognised"]

DialectName = Literal["arqon", "maestro"]
Kind = Literal["message", "echo", "error", "other"]

ROOM: Final = {"room": "stt", "channel": "transcription"}
VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class Received:
    """What a frame is.

    `message`: of the room, and `payload` may be acted on. `echo`: ours, come back. `error`: the
    bus refused a frame of ours, `words` says why. `other`: nothing for us. `of_room` says that
    somebody else sent it into our room.
    """

    kind: Kind
    of_room: bool = False
    payload: Frame = field(default_factory=dict)
    words: str = ""


class Dialect(Protocol):
    """Reads and writes frames. `echoes`: the bus sends a message back to its sender."""

    name: DialectName
    echoes: bool

    def read(self, frame: Frame) -> Received:
        """Say what `frame` is.

        Raises:
            Malformed: this dialect has no such frame.
        """
        ...

    def write(self, payload: Frame) -> Frame:
        """Wrap `payload`; health goes out so that nobody echoes it."""
        ...


class Arqon:
    """The bus as it runs: the shapes of the recorded exchanges."""

    name: DialectName = "arqon"
    echoes = True

    def __init__(self, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._now_ns = now_ns
        self._numbers = itertools.count(1)

    def read(self, frame: Frame) -> Received:
        """See `Dialect.read`."""
        kind = frame.get("type")
        if not isinstance(kind, str) or frame.get("version") != VERSION:
            raise Malformed("a frame without `type`, or of another `version`")
        if kind == "message_response":
            return Received("echo")
        if kind == "error":
            return Received("error", words=str(frame.get("error")))
        if not _in_room(frame):
            return Received("other")
        if kind != "message":
            return Received("other", of_room=True)
        return Received("message", of_room=True, payload=object_in(frame, "payload"))

    def write(self, payload: Frame) -> Frame:
        """See `Dialect.write`. The bus refuses any other key, and any other form of `id`."""
        health = payload["type"] == "stt.health.status"
        now_ns = self._now_ns()
        return {
            "version": VERSION,
            "id": f"arq_{now_ns}_{next(self._numbers)}_{secrets.token_hex(3)}",
            "type": "telemetry" if health else "message",
            "timestamp": iso_time(now_ns),
            **ROOM,
            "payload": payload,
        }


class Maestro:
    """What Maestro's client and its mock bus speak; `client` is our name on the bus."""

    name: DialectName = "maestro"
    echoes = False

    def __init__(self, client: str, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._client = client
        self._now_ns = now_ns

    def read(self, frame: Frame) -> Received:
        """See `Dialect.read`."""
        if not all(frame.get(key) for key in ("version", "id", "payload")):
            raise Malformed("a frame without `version`, `id` or `payload`")
        if frame.get("from") == self._client:
            return Received("echo")
        if not _in_room(frame):
            return Received("other")
        if frame.get("type") != "event":
            return Received("other", of_room=True)
        return Received("message", of_room=True, payload=object_in(frame, "payload"))

    def write(self, payload: Frame) -> Frame:
        """See `Dialect.write`."""
        return {
            "version": VERSION,
            "id": f"arq_{uuid.uuid4()}",
            "type": "event",
            **ROOM,
            "from": self._client,
            "timestamp": iso_time(self._now_ns()),
            "payload": payload,
        }


def recognised(frame: Frame) -> DialectName | None:
    """Which dialect a server's frame shows; None if it could be either.

    The real bus names the `sender`, and greets so; Maestro's frames say whom they are `from`.
    """
    if "sender" in frame or frame.get("type") in ("message", "message_response"):
        return "arqon"
    if "from" in frame or frame.get("type") == "event":
        return "maestro"
    return None


def iso_time(now_ns: int) -> str:
    """UTC with microseconds, as the recorded clients write it."""
    moment = datetime.fromtimestamp(now_ns / 1e9, UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _in_room(frame: Frame) -> bool:
    return all(frame.get(key) == name for key, name in ROOM.items())
