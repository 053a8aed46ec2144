"""A sidecar to test against: a real HTTP server in its own process, with any manners one likes.

    with SidecarServer("tone") as server:
        settings = Settings(arqon_tts_kokoro_url=server.url, ...)

The behaviours are in `tests.sidecar_behaviours`, the tone that it answers in `tests.sidecar_tone`.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.patience import PATIENCE_S

__all__ = ["SidecarServer"]

ROOT = Path(__file__).parent.parent
SPEECH_PATHS = ("/synthesize", "/synthesize_stream")
Json = dict[str, Any]


class SidecarServer:
    """Starts the double, tells it how to behave, and hears what it was asked.

    `url` is the well-formed HTTP server; `raw_url` answers the bytes of `answer_bytes`.
    """

    def __init__(self, behaviour: str = "tone") -> None:
        self.url = ""
        self.raw_url = ""
        self._behaviour = behaviour
        self._events: list[Json] = []
        self._news = threading.Condition()

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.sidecar_double"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        ports = self.wait_for("listening")["ports"]
        self.url, self.raw_url = (f"http://127.0.0.1:{port}" for port in ports)
        self.behave(self._behaviour)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        assert self._child.stdin is not None
        self._child.stdin.close()

    @property
    def pid(self) -> int:
        return self._child.pid

    def kill(self) -> None:
        """Kill -9: its port refuses from now on, and its connections break."""
        self._child.kill()
        self._child.wait()
        self._listener.join()

    def behave(self, behaviour: str, path: str | None = None, gap_s: float = 0.0) -> None:
        """From now on answer `path` (without it: both speech endpoints) like this.

        `gap_s` is slept after each line of a stream.
        """
        paths = (path,) if path else SPEECH_PATHS
        self._command({"behaviours": dict.fromkeys(paths, behaviour), "gap_s": gap_s})

    def health(self, **changes: object) -> None:
        """Change what `/healthz` says."""
        self._command({"health": changes})

    def readiness(self, status: int, **body: object) -> None:
        """Change what `/readyz` says."""
        self._command({"ready": [status, body]})

    def answer_bytes(self, *pieces: bytes, hold: bool = False) -> None:
        """Answer at `raw_url` with exactly this, then close, or hold the connection open."""
        encoded = [base64.b64encode(piece).decode() for piece in pieces]
        self._command({"pieces": encoded, "hold": hold})

    def reset(self) -> None:
        """Behave as at the start, and drop what was heard so far."""
        self._command({"reset": True, "behaviours": dict.fromkeys(SPEECH_PATHS, self._behaviour)})
        self.forget()

    def forget(self) -> None:
        """Drop what was heard so far."""
        with self._news:
            self._events.clear()

    @property
    def asked(self) -> list[Json]:
        """The requests so far: `path`, `body` (parsed, if there is one), `client` address."""
        with self._news:
            events = [event for event in self._events if event["event"] == "asked"]
        return [{**e, "body": json.loads(e["body"]) if e["body"] else None} for e in events]

    def wait_for(
        self, event: str, count: int = 1, timeout_s: float = PATIENCE_S, **data: object
    ) -> Json:
        """Wait until `event` was reported `count` times: asked, answered, client_gone."""

        def matching() -> list[Json]:
            wanted = {"event": event, **data}.items()
            return [e for e in self._events if wanted <= e.items()]

        with self._news:
            if not self._news.wait_for(lambda: len(matching()) >= count, timeout_s):
                raise AssertionError(f"no {event!r} within {timeout_s} s; heard: {self._events}")
            return matching()[-1]

    def _command(self, command: Json) -> None:
        with self._news:
            done = sum(e["event"] == "obeyed" for e in self._events)
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(command) + "\n")
        self._child.stdin.flush()
        self.wait_for("obeyed", done + 1)

    def _listen(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout as lines:
            for line in lines:
                with self._news:
                    self._events.append(json.loads(line))
                    self._news.notify_all()
