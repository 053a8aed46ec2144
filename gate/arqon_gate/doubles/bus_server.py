"""A bus to test against: a real WebSocket server in its own process, for either dialect.

    with BusServer("arqon") as bus:
        BusClient(bus.url, "auto", ...)

How it takes a frame is in `bus_shapes`; `tests/voice/bus/test_recorded.py` holds that
against the recorded exchanges.
"""

from __future__ import annotations

import base64
import json
from typing import Literal

from arqon_gate.doubles.process import DoubleProcess, Json

__all__ = ["BusServer", "Json"]


class BusServer(DoubleProcess):
    """Starts the double, tells it what to do, and hears what came."""

    def __init__(self, dialect: Literal["arqon", "maestro"], port: int = 0) -> None:
        super().__init__("arqon_gate.doubles.bus_double", dialect, str(port))
        self.dialect = dialect
        self.url = ""

    def listens(self, event: Json) -> None:
        self.url = f"ws://127.0.0.1:{event['port']}"

    def send(self, *frames: Json | str) -> None:
        """Send these to every client, as objects or as the text that they are."""
        self.order({"send": list(frames)})

    def send_binary(self, data: bytes) -> None:
        self.order({"binary": base64.b64encode(data).decode()})

    def refuse(self, status: int | None, body: str = "<html>not here</html>") -> None:
        """Answer handshakes with HTTP; without a status take them again."""
        self.order({"refuse": status and {"status": status, "body": body}})

    def reset(self) -> None:
        """Behave as at the start, and drop what was heard so far, when all clients have gone."""
        if connected := len(self.events("connected")):
            self.wait_for("gone", connected)
        self.order({"reset": True})
        self.forget()

    def payloads(self, kind: str) -> list[Json]:
        """What clients sent of this type: the outer payloads."""
        return [frame["payload"] for frame in self.frames(kind)]

    def frames(self, kind: str) -> list[Json]:
        self.catch_up()
        return self._frames(kind)

    def wait_for_payload(self, kind: str, count: int = 1) -> Json:
        """Wait until clients have sent this type `count` times."""
        frame = self.wait_until(lambda: self._frames(kind), count, repr(kind))
        payload: Json = frame["payload"]
        return payload

    def _frames(self, kind: str) -> list[Json]:
        frames = [json.loads(event["text"]) for event in self._heard("got")]
        return [frame for frame in frames if frame["payload"]["type"] == kind]
