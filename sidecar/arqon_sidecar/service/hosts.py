"""Refuses what is meant for another host, so that no web page reaches the service by a trick.

A page whose own name was made to resolve to this address (DNS rebinding) has the service's origin
in the eyes of its browser, and may send and read anything. The Host that is sent it cannot change.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from arqon_sidecar.service.errors import ApiError

__all__ = ["HostCheck"]

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/@]+)(?::\d{0,5})?")


class HostCheck:
    """Passes on what is for a loopback name or address, or for one of `allowed` (`*`: for any)."""

    def __init__(
        self, app: ASGIApp, allowed: Iterable[str], refused: Callable[[str, str], None]
    ) -> None:
        """`refused` is told the path and the error's code of what is not served."""
        self._app = app
        self._refused = refused
        self._allowed = {_plain(name) for name in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 where the Host is not served here."""
        host = Headers(scope=scope).get("host", "")
        if scope["type"] != "http" or self._serves(host):
            await self._app(scope, receive, send)
            return
        why = (
            f"the Host {host[:100]!r} is not served here: call the service as localhost, or start "
            "it with --allow-host and the name"
        )
        # "Misdirected request" (RFC 9110, 15.5.20): right as such, but not for this service.
        error = ApiError(421, "host_not_allowed", why)
        self._refused(scope["path"].strip("/"), error.code)
        await error.response(scope["path"])(scope, receive, send)

    def _serves(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if "*" in self._allowed:
            return True
        return match is not None and (
            _plain(match["name"]) in self._allowed or _loopback(_plain(match["name"]))
        )


def _plain(name: str) -> str:
    return name.lower().strip("[]").removesuffix(".")


def _loopback(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (inner or address).is_loopback
