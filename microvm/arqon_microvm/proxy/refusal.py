"""The answer while there is no guest: 503, at once, in the sidecar's own words."""

from __future__ import annotations

import asyncio
import json
from typing import Final

__all__ = ["HEAD_BYTES", "Refusal", "refusal"]

HEAD_BYTES: Final = 64 * 1024
PATIENCE_S: Final = 5.0


def refusal(why: str) -> bytes:
    """A whole HTTP answer: 503 `not_ready` by the sidecar's contract."""
    body = json.dumps({"detail": why, "code": "not_ready"}).encode()
    head = (
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


class Refusal:
    """Answers one client as soon as it has asked, and reads on so that it gets the answer.

    Closing on unread bytes would reset the connection, and with it the answer on its way.
    """

    def __init__(self, client: asyncio.Transport, why: str) -> None:
        self._client = client
        self._why = why
        self._head = b""
        self._answered = False
        self._end = asyncio.get_running_loop().call_later(PATIENCE_S, client.abort)

    def feed(self, data: bytes) -> None:
        """What the client sends."""
        if self._answered:
            return
        self._head = (self._head + data)[-HEAD_BYTES:]
        if b"\r\n\r\n" in self._head or len(self._head) >= HEAD_BYTES:
            self._answered = True
            self._client.write(refusal(self._why))
            self._client.write_eof()

    def close(self) -> None:
        """The client has gone."""
        self._end.cancel()
