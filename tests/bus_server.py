"""A bus to test against: a real WebSocket server in its own process, for either dialect.

    with BusServer("arqon") as bus:
        BusClient(bus.url, "auto", ...)

How it takes a frame is in `tests.bus_shapes`; `tests/voice/bus/test_recorded.py` holds that
against the recorded exchanges.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from tests.patience import PATIENCE_S

__all__ = ["BusServer", "Json"]

ROOT = Path(__file__).parent.parent
Json = dict[str, Any]


class BusServer:
    """Starts the double, tells it what to do, and hears what came."""

    def __init__(self, dialect: Literal["arqon", "maestro"]) -> None:
        self.dialect = dialect
        self.url = ""
        self._events: list[Json] = []
        self._news = threading.Condition()

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.bus_double", self.dialect],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.url = f"ws://127.0.0.1:{self.wait_for('listening')['port']}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.wait()
        self._listener.join()
        assert self._child.stdin is not None
        self._child.stdin.close()

    @property
    def pid(self) -> int:
        return self._child.pid

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
        with self._news:
            self._events.clear()

    def order(self, command: Json) -> None:
        """See `tests.bus_double.Double.obey`."""
        done = len(self.events("obeyed"))
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(command) + "\n")
        self._child.stdin.flush()
        self.wait_for("obeyed", done + 1)

    def events(self, event: str) -> list[Json]:
        with self._news:
            return [e for e in self._events if e["event"] == event]

    def payloads(self, kind: str) -> list[Json]:
        """What clients sent of this type: the outer payloads."""
        return [frame["payload"] for frame in self.frames(kind)]

    def frames(self, kind: str) -> list[Json]:
        frames = [json.loads(event["text"]) for event in self.events("got")]
        return [frame for frame in frames if frame["payload"]["type"] == kind]

    def wait_for(self, event: str, count: int = 1) -> Json:
        """Wait until `event` was reported `count` times."""
        with self._news:
            came = self._news.wait_for(lambda: len(self._of(event)) >= count, PATIENCE_S)
            assert came, f"no {count}. {event!r} within {PATIENCE_S} s; heard: {self._events}"
            return self._of(event)[count - 1]

    def wait_for_payload(self, kind: str, count: int = 1) -> Json:
        """Wait until clients have sent this type `count` times."""
        with self._news:
            came = self._news.wait_for(lambda: len(self.payloads(kind)) >= count, PATIENCE_S)
            assert came, f"no {count}. {kind!r} within {PATIENCE_S} s; heard: {self._events}"
            return self.payloads(kind)[count - 1]

    def _of(self, event: str) -> list[Json]:
        return [e for e in self._events if e["event"] == event]

    def _listen(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout as lines:
            for line in lines:
                with self._news:
                    self._events.append(json.loads(line))
                    self._news.notify_all()
