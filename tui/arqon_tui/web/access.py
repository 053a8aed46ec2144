"""Who may reach the panel in the browser: pages of this server, asked for by its own address.

Any web page can make a browser connect to 127.0.0.1. So a request must name a loopback address
as its host (a name that an attacker's DNS leads here does not), come from a page of this server,
and know the token.
"""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = ["is_loopback", "refusal"]

_OPEN = "Open the address that `arqon-tts web` has printed."


def is_loopback(host: str) -> bool:
    """Whether it is `localhost` or an address of this machine alone, without a name lookup."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def refusal(
    token: str, *, host: str, origin: str | None, given: str, needs_origin: bool = False
) -> str:
    """Why a request is refused, for a person; empty where it is let in.

    Args:
        token: what whoever may come in knows.
        host: the header Host.
        origin: the header Origin; None where there is none.
        given: what stands in place of the token.
        needs_origin: a browser always names the page that opens a WebSocket.
    """
    if not is_loopback(_name_of(host)):
        return f"The panel is served to this machine only, not as {host or 'a host without name'}."
    if origin is None and needs_origin:
        return "It does not say which page asks."
    if origin is not None and origin != f"http://{host}":
        return f"A page of {origin} may not use the panel."
    if not hmac.compare_digest(given.encode(), token.encode()):
        return f"The token is missing or wrong. {_OPEN}"
    return ""


def _name_of(host: str) -> str:
    """The host without its port; empty where that is not all that it holds."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number
    except ValueError:
        return ""
    return parts.hostname or "" if parts.netloc == host and "@" not in host else ""
