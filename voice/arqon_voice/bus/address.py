"""Where the bus is, and the token that it may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

__all__ = ["DEFAULT_URL", "TOKEN_VARIABLE", "BadBusUrl", "bearer", "shown_address"]

DEFAULT_URL: Final = "ws://127.0.0.1:9100"

TOKEN_VARIABLE: Final = "ARQON_BUS_TOKEN"  # noqa: S105 - the name of the variable
"""Holds the bus's JWT. A command line is seen by every user of the machine."""


class BadBusUrl(ValueError):
    """The address of the bus cannot be used; the text says why and what to give instead."""


def shown_address(url: str) -> str:
    """The part of `url` that may be shown: scheme, host and port.

    Raises:
        BadBusUrl: it is not the address of a WebSocket, or it holds a password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadBusUrl(f"The address of the bus cannot be read: {error}.") from None
    if parts.scheme not in ("ws", "wss") or not host:
        raise BadBusUrl(f"The bus is a WebSocket: give an address like {DEFAULT_URL}.")
    if parts.username or parts.password:
        raise BadBusUrl(f"Put no password into the address: put a token into {TOKEN_VARIABLE}.")
    if parts.fragment:
        raise BadBusUrl("The address of a WebSocket has no '#' in it.")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def bearer(environ: Mapping[str, str]) -> dict[str, str]:
    """The header that carries the token; empty without one.

    Raises:
        BadBusUrl: the token cannot be sent. The text does not show it.
    """
    token = environ.get(TOKEN_VARIABLE, "").strip()
    if not token:
        return {}
    if not token.isascii() or not token.isprintable() or " " in token:
        raise BadBusUrl(
            f"{TOKEN_VARIABLE} does not hold a token: it has blanks or odd characters in it."
        )
    return {"Authorization": f"Bearer {token}"}
