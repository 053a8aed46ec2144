"""One attempt: one provider speaks one utterance into one playback."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import aclosing
from typing import Any, TypeVar

from arqon_settings.model import Settings
from arqon_voice.playback.port import Ended, Playback
from arqon_voice.providers.port import (
    Provider,
    ProviderError,
    Spoken,
    StreamMissing,
    StreamRequested,
    Timings,
)
from arqon_voice.providers.sound import has_words, is_audible
from arqon_voice.replay.claims import Claims
from arqon_voice.speech.parts import WHOLE, Rest, SpokenParts
from arqon_voice.speech.request import Request
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.telemetry import events

__all__ = ["Attempt"]

_T = TypeVar("_T")


class Attempt:
    """Moves sound from a provider to a playback until one of them ends, or somebody cuts in.

    The playback is opened with the first sound: a request that fails before never touches the
    device. `rest` is, after a failure, what of the text is still to be spoken.
    """

    def __init__(
        self, request: Request, utterance: Utterance, provider: Provider, claims: Claims
    ) -> None:
        self._request = request
        self._utterance = utterance
        self._provider = provider
        self._is_kokoro = provider.name == "kokoro"
        self._claims = claims
        self._opened: asyncio.Future[Playback] = asyncio.get_running_loop().create_future()
        self._parts = SpokenParts(len(utterance.text))
        self._streaming = False
        self._chunks = 0
        self._bytes = 0
        self._audible = False
        self.rest: Rest = WHOLE

    async def run(self, settings: Settings) -> Ended:
        """Speak, and say how the playback ended. Whatever happens, nothing sounds on afterwards.

        Raises:
            ProviderError: the provider gave up, or was given up because of a rollback.
        """
        request = self._request
        request.timings = None
        tasks = _Tasks()
        feeding = tasks.start(self._feed(settings))
        starting = tasks.start(self._note_first_sample())
        ending = tasks.start(self._ended())
        cuts = {tasks.start(request.stop_asked.wait())}
        if self._is_kokoro:
            cuts.add(tasks.start(request.rolled_back.wait()))
        try:
            await asyncio.wait({feeding, ending, *cuts}, return_when=asyncio.FIRST_COMPLETED)
            if feeding.done() and not request.stop_asked.is_set():
                feeding.result()
                self._opened.result().finish()
                await asyncio.wait({ending, *cuts}, return_when=asyncio.FIRST_COMPLETED)
            moves = request.rolled_back.is_set() and not request.stop_asked.is_set()
            if moves and not ending.done():
                why = "rolled back to fallback before it was heard"
                raise ProviderError("rolled_back", why)
            return await self._silenced(ending, starting)
        except ProviderError:
            ended = await self._silenced(ending, starting)
            if self._audible:
                self.rest = self._parts.rest(ended.heard_ms)
            raise
        finally:
            if self._opened.done():
                self._opened.result().stop()
            await tasks.cancel()

    async def _silenced(self, ending: asyncio.Task[Ended], starting: asyncio.Task[None]) -> Ended:
        """End the playback, if it has not ended by itself, and count what was heard."""
        if not self._opened.done():
            return Ended("stopped", 0)
        if not ending.done():
            self._opened.result().stop()
        ended = await ending
        await starting
        self._request.note(ended)
        return ended

    async def _feed(self, settings: Settings) -> None:
        """Take all that the provider gives; any fault of its comes out as a ProviderError."""
        try:
            async with aclosing(self._provider.speak(self._utterance, settings)) as spoken:
                async for item in spoken:
                    await self._take(item)
        except ProviderError:
            raise
        except Exception as error:
            # A bug in a provider must end in the failure contract too, not in silence.
            raise ProviderError("broken", f"{type(error).__name__}: {error}") from error
        if not self._bytes:
            raise ProviderError("no_audio", f"{self._provider.name} answered without any sound")
        if self._is_kokoro and not self._audible and has_words(self._utterance.text):
            raise ProviderError("silent", "kokoro answered with silence; see the sidecar's log")
        if self._streaming:
            self._request.emit(events.STREAM_COMPLETED, chunks=self._chunks, bytes=self._bytes)

    async def _take(self, item: Spoken) -> None:
        match item:
            case StreamRequested(url):
                self._streaming = True
                self._request.emit(events.STREAM_STARTED, url=url)
            case StreamMissing(reason):
                self._streaming = False
                self._request.emit(events.STREAM_FALLBACK, reason=reason)
            case Timings():
                self._request.timings = item
            case PcmChunk(pcm):
                if self._streaming:
                    self._request.emit(events.STREAM_CHUNK, bytes=len(pcm), seq=self._chunks)
                self._chunks += 1
                self._bytes += len(pcm)
                self._audible = self._audible or is_audible(pcm)
                self._parts.add(item)
                self._request.sound.add(item)
                if pcm:
                    await self._give(item)

    async def _give(self, chunk: PcmChunk) -> None:
        if not self._opened.done():
            # Written down before it can be heard: whenever this process dies, nobody says it again.
            await self._claims.began(self._request.utterance.message_id)
            self._request.playback = self._request.player.open()
            self._opened.set_result(self._request.playback)
        await self._opened.result().write(chunk)

    async def _ended(self) -> Ended:
        return await (await asyncio.shield(self._opened)).ended()

    async def _note_first_sample(self) -> None:
        request = self._request
        if await (await asyncio.shield(self._opened)).started():
            request.heard = True
            request.first_audio_ms = request.elapsed_ms
            request.emit(events.PLAYBACK_STARTED, provider=self._provider.name)


class _Tasks:
    """The tasks of one attempt; none outlives it."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[Any]] = []

    def start(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        task = asyncio.create_task(work)
        self._tasks.append(task)
        return task

    async def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
