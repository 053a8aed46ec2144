"""The Kokoro provider: asks the sidecar over HTTP, streaming or not, as the contract says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Final

from arqon_settings.model import ProviderName, Settings
from arqon_voice.providers.kokoro.answers import PLAIN, STREAM, Endpoint
from arqon_voice.providers.kokoro.audio import CONTRACT_RATE, RateNotNamedError
from arqon_voice.providers.kokoro.faults import placed
from arqon_voice.providers.kokoro.patience import Patience
from arqon_voice.providers.port import Spoken, StreamMissing, StreamRequested
from arqon_voice.sidecar.http import is_loaded, open_client, refusal
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.text import well_formed

if TYPE_CHECKING:
    import httpx

    from arqon_voice.providers.kokoro.call import KokoroCall

__all__ = ["KokoroProvider"]

NATIVE_RATE: Final = 24_000
"""What the Kokoro model makes; asking for it spares the sound a resampling."""


class KokoroProvider:
    """Speaks through a Kokoro sidecar.

    The sound is asked for at 24000 Hz and taken at the rate that the answer names. An answer
    that names none may come from a server that ignores the wish and sends the contract's
    16000 Hz: it is asked again for 16000 Hz, where both readings agree, and from then on at
    once. So nothing is ever played at a wrong pitch.

    There is no retry: the caller decides what follows a failure.
    """

    name: ProviderName = "kokoro"

    def __init__(self) -> None:
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._names_no_rate: set[str] = set()

    async def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        """See `Provider.speak`.

        Raises:
            ProviderError: with the code `unreachable`, `timeout`, `hung_up`, `overloaded`,
                `http_<status>`, `bad_answer`, `bad_line`, `bad_order`, `bad_audio`,
                `bad_format`, `no_audio`, `too_large`, `truncated`, or the code that the sidecar
                named in its stream.
        """
        url = settings.arqon_tts_kokoro_url
        streaming = settings.arqon_tts_kokoro_streaming_enabled
        if streaming:
            yield StreamRequested(url + STREAM.path)
        # A sidecar that is not there must not cost the import of the client.
        if not is_loaded() and (refused := await refusal(url)):
            raise placed(refused, url)
        client = await self._client(url)
        # After the client: it brings httpx, whose import is too slow for an event loop.
        from arqon_voice.providers.kokoro.call import KokoroCall

        patience = Patience(settings.arqon_tts_kokoro_timeout_ms / 1000)
        question = _question(utterance, settings)
        async with AsyncExitStack() as held:
            call = KokoroCall(client, url, patience, held)
            sound: Spoken | None = None
            if streaming:
                sound = await self._first(call, STREAM, question)
            if isinstance(sound, StreamMissing):
                yield sound
                streaming = False
            if not streaming:
                sound = await self._first(call, PLAIN, question)
            while sound is not None:
                yield sound
                sound = await call.next()
            if call.timings is not None:
                yield call.timings

    async def warm(self) -> None:
        """Load the HTTP client, and what asks through it."""
        await self._client("http:")
        await asyncio.to_thread(import_module, "arqon_voice.providers.kokoro.call")

    async def aclose(self) -> None:
        """Close the connections; a later `speak` opens new ones."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def _first(
        self, call: KokoroCall, endpoint: Endpoint, question: Mapping[str, object]
    ) -> PcmChunk | StreamMissing | None:
        if call.url not in self._names_no_rate:
            try:
                return await call.first(endpoint, question, NATIVE_RATE)
            except RateNotNamedError:
                self._names_no_rate.add(call.url)
        return await call.first(endpoint, question, CONTRACT_RATE)

    async def _client(self, url: str) -> httpx.AsyncClient:
        scheme = url.partition(":")[0]
        if scheme not in self._clients:
            client = await open_client(url)
            if self._clients.setdefault(scheme, client) is not client:
                await client.aclose()
        return self._clients[scheme]


def _question(utterance: Utterance, settings: Settings) -> dict[str, object]:
    wishes: dict[str, object] = {} if utterance.speed is None else {"speed": utterance.speed}
    if utterance.whole:
        wishes["whole"] = True  # no early start; who does not know the key ignores it
    return {
        "request_id": well_formed(utterance.message_id),
        "text": well_formed(utterance.text),
        "voice": utterance.voice or settings.arqon_tts_kokoro_voice,
        "format": "raw",
        **wishes,
    }
