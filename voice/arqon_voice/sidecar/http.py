"""The one HTTP client for all that a sidecar is asked: to speak, and how it is."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from arqon_voice import __version__
from arqon_voice.providers.port import ProviderError
from arqon_voice.text import plain_words
from arqon_voice.threads import DaemonExecutor

if TYPE_CHECKING:
    import httpx

__all__ = ["broken", "open_client"]

KEEP_ALIVE_S: Final = 2.0
"""Shorter than any server's (uvicorn: 5 s), or a request meets a connection that just closes."""

_NOBODY: Final = "http://127.0.0.1:0"
"""Refuses every connection: nothing listens on port 0."""


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


def _client(scheme: str) -> httpx.AsyncClient:
    import httpx

    _load()
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
    import httpx

    async def ask() -> None:
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501
            await client.get(_NOBODY)

    with suppress(httpx.HTTPError):
        asyncio.run(ask())


def broken(error: Exception) -> ProviderError:
    """Read an exception of the client: `unreachable`, `bad_answer` or `hung_up`, and why."""
    import httpx

    words = _root_words(error)
    if isinstance(error, (httpx.ConnectError, httpx.InvalidURL, UnicodeError)):
        return ProviderError("unreachable", f"no connection ({words})")
    if isinstance(error, httpx.RemoteProtocolError) and not _closed(error):
        return ProviderError("bad_answer", f"the answer is not HTTP ({words})")
    return ProviderError("hung_up", f"the connection broke off ({words})")


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
