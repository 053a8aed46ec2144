"""One utterance's conversation with the sidecar: requests out, sound in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final

import httpx

from arqon_voice.providers.kokoro.answers import AnswerDecoder, Endpoint
from arqon_voice.providers.kokoro.faults import placed, refused
from arqon_voice.providers.kokoro.patience import Patience
from arqon_voice.providers.port import ProviderError, StreamMissing, Timings
from arqon_voice.sidecar.http import broken
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["KokoroCall"]

MAX_ERROR_BODY_BYTES: Final = 64 * 1024
ERROR_BODY_S: Final = 0.5
LINGER_S: Final = 0.1


class KokoroCall:
    """Asks one endpoint after the other and hands out the sound.

    `held` owns the response. Closing it early closes the connection, so that the sidecar can
    give the place to somebody else.
    """

    def __init__(
        self, client: httpx.AsyncClient, url: str, patience: Patience, held: AsyncExitStack
    ) -> None:
        self._client = client
        self.url = url
        self._patience = patience
        self._held = held
        self._bytes: AsyncIterator[bytes]
        self._decoder: AnswerDecoder

    @property
    def timings(self) -> Timings | None:
        """What the work took, if the answer has said so by now."""
        return self._decoder.timings

    async def first(
        self, endpoint: Endpoint, body: Mapping[str, object], rate: int
    ) -> PcmChunk | StreamMissing | None:
        """Send the request, ask for sound at `rate` Hz, and wait for the first of it.

        Raises:
            ProviderError: no sound could be had.
            RateNotNamedError: the answer does not say whether it is at `rate`.
        """
        async with self._guarded():
            await self._held.aclose()
            url = self.url + endpoint.path
            question = {**body, "sample_rate": rate}
            stream = self._client.stream("POST", url, json=question)
            response = await self._held.enter_async_context(stream)
            if response.status_code == httpx.codes.NOT_FOUND and endpoint.may_be_missing:
                return StreamMissing(f"{url} answered 404")
            if response.status_code != httpx.codes.OK:
                raise refused(response, await _error_body(response))
            self._bytes, self._decoder = response.aiter_raw(), endpoint.decoder(rate)
            return await self._sound()

    async def next(self) -> PcmChunk | None:
        """Wait for more sound; None at the proper end of it.

        Raises:
            ProviderError: the sound broke off.
        """
        async with self._guarded():
            chunk = await self._sound()
        if chunk is None:
            await self._linger()
        return chunk

    async def _sound(self) -> PcmChunk | None:
        while (chunk := self._decoder.take()) is None and not self._decoder.done:
            if data := await anext(self._bytes, b""):
                self._decoder.feed(data)
            else:
                # A plain answer is decoded at its end: minutes of sound, too long for the loop.
                await asyncio.to_thread(self._decoder.feed, b"")
        self._patience.refill()
        return chunk

    async def _linger(self) -> None:
        # A connection can be used again only when its answer was read to the last byte.
        with suppress(TimeoutError, httpx.HTTPError):
            async with asyncio.timeout(LINGER_S):
                await anext(self._bytes, b"")

    @asynccontextmanager
    async def _guarded(self) -> AsyncIterator[None]:
        try:
            async with self._patience.waiting():
                yield
        except ProviderError as error:
            raise placed(error, self.url) from error.__cause__
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise placed(broken(error), self.url) from error


async def _error_body(response: httpx.Response) -> bytes:
    body = b""
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(ERROR_BODY_S):
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > MAX_ERROR_BODY_BYTES:
                    break
    return body[:MAX_ERROR_BODY_BYTES]
