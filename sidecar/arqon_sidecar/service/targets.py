"""Takes a request whose target is a whole address, as RFC 9112 (3.2.2) asks every server to."""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["AbsoluteTarget"]

_ADDRESS = re.compile(rb"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE | re.DOTALL)


class AbsoluteTarget:
    """Passes `GET http://host/voices` on as `GET /voices` with the Host of its target."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What the target names goes before the Host header."""
        match = _ADDRESS.fullmatch(scope.get("raw_path", b""))
        if match:
            path = match["path"] or b"/"
            headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope["raw_path"], scope["path"] = path, unquote(path.decode("ascii"))
            scope["headers"] = [(b"host", match["host"]), *headers]
        await self._app(scope, receive, send)
