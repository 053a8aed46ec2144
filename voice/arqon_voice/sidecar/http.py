"""The one HTTP client for all that a sidecar is asked: to speak, and how it is."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import sys
import threading
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from arqon_voice import __version__
from arqon_voice.providers.port import ProviderError
from arqon_voice.text import plain_words
from arqon_voice.threads import DaemonExecutor

if TYPE_CHECKING:
    import httpx

__all__ = ["broken", "get", "is_loaded", "open_client", "refusal"]

KEEP_ALIVE_S: Final = 2.0
"""Shorter than any server's (uvicorn: 5 s), or a request meets a connection that just closes."""

_KNOCK_S: Final = 0.25
"""For an address that does not answer at once: the client finds out the rest."""
_COMMAND: Final = "httpx._main"
"""The command of httpx, which it imports where it can, with pygments and rich: 30 % of its time."""
_NOBODY: Final = "http://127.0.0.1:0"
"""Refuses every connection: nothing listens on port 0."""
_loading = threading.Lock()  # speech and the health watch open their clients at the same time


async def open_client(url: str) -> httpx.AsyncClient:
    """Make a client for addresses of the scheme of `url`, which is `http` or `https`.

    Proxies of the environment are not used: they would take speech for 127.0.0.1 elsewhere.
    It has no timeouts: the caller bounds the waiting. It is made in a thread: the import
    takes 0.2 s, and reading the certificates for `https` 40 ms.

    The event loop gets daemon threads for this and for the client's name lookups, which may take
    minutes: no program waits for one when it ends.
    """
    asyncio.get_running_loop().set_default_executor(DaemonExecutor())
    return await asyncio.to_thread(_client, url.partition(":")[0])


def is_loaded() -> bool:
    """Whether a client is there without an import."""
    return bool(_load.cache_info().currsize)


async def refusal(url: str) -> ProviderError | None:
    """Find out, without the client, whether the address of `url` refuses connections.

    None where it does not, and where that cannot be told at once, as of a name: then the client
    has to ask.
    """
    try:
        parts = urlsplit(url)
        address = ipaddress.ip_address(parts.hostname or "")
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        with socket.socket(family, socket.SOCK_STREAM) as knocking:
            knocking.setblocking(False)
            async with asyncio.timeout(_KNOCK_S):
                loop = asyncio.get_running_loop()
                await loop.sock_connect(knocking, (str(address), port))
    except ConnectionRefusedError as error:
        return _unreachable(_root_words(error))
    except (OSError, ValueError, KeyError):  # a name, no way there, or too late
        pass
    return None


def _client(scheme: str) -> httpx.AsyncClient:
    with _loading:
        _load()
    import httpx

    return httpx.AsyncClient(
        verify=scheme == "https",
        trust_env=False,
        timeout=None,  # noqa: S113 - see above
        limits=httpx.Limits(keepalive_expiry=KEEP_ALIVE_S),
        headers={"User-Agent": f"arqon-tts/{__version__}", "Accept-Encoding": "identity"},
    )


@cache
def _load() -> None:
    """Load what the first request would else load, on the event loop that asks: 0.1 s of it."""
    _import_httpx()
    import httpx

    async def ask() -> None:
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501
            await client.get(_NOBODY)

    with suppress(httpx.HTTPError):
        asyncio.run(ask())


def _import_httpx() -> None:
    left_out = _COMMAND not in sys.modules
    if left_out:
        sys.modules[_COMMAND] = None  # type: ignore[assignment]  # as Python documents it
    try:
        import httpx  # noqa: F401 -- goes on without its command where that cannot be imported
    finally:
        if left_out:
            sys.modules.pop(_COMMAND, None)


async def get(client: httpx.AsyncClient, url: str, most_bytes: int) -> tuple[int, bytes]:
    """The status and the body of an answer, which is read to a little over `most_bytes` at most.

    Raises:
        httpx.HTTPError, httpx.InvalidURL, UnicodeError: there is none; see `broken`.
    """
    body = b""
    async with client.stream("GET", url) as response:
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > most_bytes:
                break
    return response.status_code, body


def broken(error: Exception) -> ProviderError:
    """Read an exception of the client: `unreachable`, `bad_answer` or `hung_up`, and why."""
    import httpx

    words = _root_words(error)
    if isinstance(error, (httpx.ConnectError, httpx.InvalidURL, UnicodeError)):
        return _unreachable(words)
    if isinstance(error, httpx.RemoteProtocolError) and not _closed(error):
        return ProviderError("bad_answer", f"the answer is not HTTP ({words})")
    return ProviderError("hung_up", f"the connection broke off ({words})")


def _unreachable(words: str) -> ProviderError:
    return ProviderError("unreachable", f"no connection ({words})")


def _closed(error: httpx.RemoteProtocolError) -> bool:
    # h11 and httpcore tell an early end from nonsense by their words only.
    words = str(error)
    return "disconnected" in words or "closed connection" in words


def _root_words(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno is not None:
            return plain_words(cause.strerror if cause.errno < 0 else os.strerror(cause.errno))
        cause = cause.__cause__ or cause.__context__
    return plain_words(error) or type(error).__name__
