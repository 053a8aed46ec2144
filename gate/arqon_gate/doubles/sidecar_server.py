"""A sidecar to test against: a real HTTP server in its own process, with any manners one likes.

    with SidecarServer("tone") as server:
        settings = Settings(arqon_tts_kokoro_url=server.url, ...)

The behaviours are in `sidecar_behaviours` and `sidecar_speech`, the tone in `sidecar_tone`.
"""

from __future__ import annotations

import base64
import json

from arqon_gate.doubles.process import DoubleProcess, Json

__all__ = ["SidecarServer"]

SPEECH_PATHS = ("/synthesize", "/synthesize_stream")


class SidecarServer(DoubleProcess):
    """Starts the double, tells it how to behave, and hears what it was asked.

    `url` is the well-formed HTTP server; `raw_url` answers the bytes of `answer_bytes`. It tells
    the events asked, answered and client_gone.
    """

    def __init__(self, behaviour: str = "tone") -> None:
        super().__init__("arqon_gate.doubles.sidecar_double")
        self.url = ""
        self.raw_url = ""
        self._behaviour = behaviour

    def listens(self, event: Json) -> None:
        self.url, self.raw_url = (f"http://127.0.0.1:{port}" for port in event["ports"])
        self.behave(self._behaviour)

    def behave(self, behaviour: str, path: str | None = None, gap_s: float = 0.0) -> None:
        """From now on answer `path` (without it: both speech endpoints) like this.

        `gap_s` is slept after each line of a stream.
        """
        paths = (path,) if path else SPEECH_PATHS
        self.order({"behaviours": dict.fromkeys(paths, behaviour), "gap_s": gap_s})

    def health(self, **changes: object) -> None:
        """Change what `/healthz` says."""
        self.order({"health": changes})

    def readiness(self, status: int, **body: object) -> None:
        """Change what `/readyz` says."""
        self.order({"ready": [status, body]})

    def guests(self, *names: str) -> None:
        """Be these guests, one for each time that `/attest` is asked, and the last from then on."""
        self.order({"guests": names})

    def answer_bytes(self, *pieces: bytes, hold: bool = False) -> None:
        """Answer at `raw_url` with exactly this, then close, or hold the connection open."""
        encoded = [base64.b64encode(piece).decode() for piece in pieces]
        self.order({"pieces": encoded, "hold": hold})

    def reset(self) -> None:
        """Behave as at the start, and drop what was heard so far."""
        self.order({"reset": True, "behaviours": dict.fromkeys(SPEECH_PATHS, self._behaviour)})
        self.forget()

    @property
    def asked(self) -> list[Json]:
        """The requests so far: `path`, `body` (parsed, if there is one), `client` address."""
        events = self.events("asked")
        return [{**e, "body": json.loads(e["body"]) if e["body"] else None} for e in events]
