"""The local voice: espeak-ng, with a process ready before it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Final

from arqon_voice.providers.espeak.process import EspeakProcess
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["Espeak", "language_of"]

_LANGUAGES: Final = {
    "a": "en-us",
    "b": "en",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "cmn",
}
"""First letter of a Kokoro voice id to espeak-ng's name of that language (`en` is British)."""


def language_of(kokoro_voice: str) -> str:
    """Choose the language that a Kokoro voice speaks; of a blend, that of its first part."""
    return _LANGUAGES.get(kokoro_voice[:1], "en-us")


class Espeak:
    """Says text with espeak-ng, and keeps one process ready for the next utterance.

    Each utterance has a process to itself: espeak-ng is not thread-safe, and ending its process
    is the one way to stop it that always works. A process that spoke to the end is used again;
    after a stop or a crash another is started in the background.
    """

    def __init__(self, start: Callable[[], Awaitable[EspeakProcess]] = EspeakProcess.start) -> None:
        self._start = start
        self._spare: asyncio.Future[EspeakProcess | None] | None = None
        self._taking = asyncio.Lock()
        self._closed = False

    async def warm(self) -> None:
        """Have a process ready, so that the next utterance need not wait for one.

        Raises nothing: what keeps a process from starting is told when it is to speak.
        """
        if spare := self._prestart():
            await asyncio.wait([spare])

    async def speak(self, text: str, language: str) -> AsyncGenerator[PcmChunk, None]:
        """Yield the sound of `text`, 60 ms at a time, without the silence before it.

        Raises:
            ProviderError: `no_audio`, if nothing of it can be spoken (no letters, only dots);
                `espeak_missing`, `espeak_failed`, `espeak_crashed` or `timeout`.
        """
        process = await self._take()
        heard = spoken = False
        try:
            async with aclosing(process.speak(text, language)) as sound:
                async for chunk in sound:
                    heard = heard or bool(chunk.pcm.strip(b"\0"))
                    if heard:
                        yield chunk
            spoken = True
        finally:
            await self._give_back(process, reusable=spoken)
        if not heard:
            raise ProviderError("no_audio", "the text has nothing in it that can be spoken")

    async def aclose(self) -> None:
        """End the process that waits or is starting. One that speaks ends with its iterator."""
        self._closed = True
        spare, self._spare = self._spare, None
        if spare is None:
            return
        spare.cancel()
        await asyncio.wait([spare])
        if process := _result(spare):
            await process.aclose()

    def _prestart(self) -> asyncio.Future[EspeakProcess | None] | None:
        if self._spare is None and not self._closed:
            self._spare = asyncio.create_task(self._try_start())
        return self._spare

    async def _try_start(self) -> EspeakProcess | None:
        try:
            return await self._start()
        except ProviderError:
            return None

    async def _take(self) -> EspeakProcess:
        async with self._taking:
            process = None
            if spare := self._spare:
                await asyncio.wait([spare])
                self._spare, process = None, _result(spare)
        if process and process.alive:
            return process
        if process:
            await process.aclose()
        return await self._start()

    async def _give_back(self, process: EspeakProcess, *, reusable: bool) -> None:
        if reusable and process.alive and self._spare is None and not self._closed:
            self._spare = asyncio.get_running_loop().create_future()
            self._spare.set_result(process)
            return
        if not reusable:
            self._prestart()
        await process.aclose()


def _result(spare: asyncio.Future[EspeakProcess | None]) -> EspeakProcess | None:
    return None if spare.cancelled() else spare.result()
