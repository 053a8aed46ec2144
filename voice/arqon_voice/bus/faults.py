"""Why there is no connection, for a person."""

from __future__ import annotations

import ssl

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from arqon_voice.bus.address import TOKEN_VARIABLE

__all__ = ["is_refusal", "why_dropped", "why_failed"]


def is_refusal(error: Exception) -> bool:
    """Whether trying again soon is of no use: the bus does not let us in."""
    return isinstance(error, InvalidStatus) and error.response.status_code in (401, 403)


def why_failed(error: Exception, address: str, with_token: bool) -> str:
    """Say why no connection to `address` came about."""
    match error:
        case InvalidStatus() if is_refusal(error):
            remedy = "another token in" if with_token else "a token in"
            status = error.response.status_code
            return f"{address} does not let us in ({status}): it wants {remedy} {TOKEN_VARIABLE}"
        case InvalidStatus():
            return f"{address} is not a bus: it answers HTTP {error.response.status_code}"
        case InvalidHandshake() | EOFError():
            return f"{address} is not a bus: it does not speak WebSocket"
        case TimeoutError():
            return f"{address} does not answer"
        case ConnectionRefusedError():
            return f"nothing listens at {address}"
        case ssl.SSLError():
            return f"{address} cannot be trusted: {error.reason or error}"
        case OSError():
            return f"{address} cannot be reached: {error.strerror or error}"
        case _:
            return f"{address} cannot be connected to: {type(error).__name__}"


def why_dropped(error: ConnectionClosed | None) -> str:
    """Say how a connection ended."""
    if error is None:
        return "the bus closed the connection"
    for closed, who in ((error.rcvd, "the bus"), (error.sent, "we")):
        if closed is not None:
            reason = f": {closed.reason[:100]}" if closed.reason else ""
            return f"{who} closed the connection ({closed.code}{reason})"
    return "the connection broke off"
