"""The failure contract: try, fall back or fail closed, and say so. Nothing else decides."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from arqon_settings.model import ProviderName, Settings
from arqon_voice.providers.port import Provider, ProviderError
from arqon_voice.replay.claims import Claims
from arqon_voice.speech.attempt import Attempt
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.endings import dropped, failed_closed, finished, not_played, refused
from arqon_voice.speech.in_force import SettingsInForce
from arqon_voice.speech.parts import WHOLE, Rest
from arqon_voice.speech.recorded import RecordedProvider, Recordings
from arqon_voice.speech.request import Outcome, Request
from arqon_voice.speech.standing import KokoroResult, SpeakerRecord
from arqon_voice.speech.utterance import Recording, Utterance
from arqon_voice.telemetry import events

__all__ = ["Orchestrator"]

SPARED = "unavailable"
"""The `reason` of a Kokoro failure that was not tried, because the breaker was open."""


class Orchestrator:
    """Takes one request at a time from its turn to its ending.

    `settings` is read once per request, when it is taken up: one that waited in a queue follows a
    rollback that came meanwhile. `breaker`, `record` and `recordings` may be shared with another
    orchestrator of the same event loop.
    """

    def __init__(
        self,
        *,
        settings: SettingsInForce,
        providers: Mapping[ProviderName, Provider],
        claims: Claims,
        breaker: Breaker,
        record: SpeakerRecord,
        recordings: Recordings,
    ) -> None:
        self._settings = settings
        self._providers = providers
        self._claims = claims
        self._breaker = breaker
        self._record = record
        self._recordings = recordings
        self._current: Request | None = None

    async def speak(self, request: Request) -> Outcome:
        """Speak the request; the outcome names the one event that ended it.

        If the task is cancelled, the sound ends, `playback_stopped` is emitted, and the
        cancellation goes on.
        """
        self._current = request
        request.take_up()
        try:
            outcome = await self._speak(request)
        except asyncio.CancelledError:
            request.stop_reason = request.stop_reason or "the program ended"
            await asyncio.shield(self._settle(request, self.drop(request)))
            raise
        except Exception as error:  # noqa: BLE001
            # No failure without its telemetry: a bug of ours ends the request like any other fault.
            words = f"{type(error).__name__}: {error}"
            provider = request.provider or self._would_speak(request.utterance)
            outcome = request.end(events.PLAYBACK_FAILED, words, provider, reason=words)
        finally:
            self._current = None
        await self._settle(request, outcome)
        return outcome

    def drop(self, request: Request) -> Outcome:
        """End a request because of its `stop_reason`."""
        return dropped(request, request.provider or self._would_speak(request.utterance))

    def refuse(self, request: Request, waiting: int) -> Outcome:
        """End a request that found no place, because `waiting` others wait already."""
        return refused(request, waiting, self._would_speak(request.utterance))

    def rolled_back(self) -> None:
        """The settings went to fallback: an utterance that Kokoro has not begun to sound moves too.

        One that is being heard plays to its end: to begin again would speak its start twice.
        """
        request = self._current
        if request is None or request.heard or request.utterance.recording:
            return
        if request.utterance.provider is None:
            request.rolled_back.set()

    def _would_speak(self, utterance: Utterance, settings: Settings | None = None) -> ProviderName:
        if utterance.recording:
            return utterance.recording.provider
        return utterance.provider or (settings or self._settings.known).arqon_tts_provider

    async def _speak(self, request: Request) -> Outcome:
        utterance = request.utterance
        settings = await self._settings.read()
        chosen = self._would_speak(utterance, settings)
        if not await self._claims.claim(utterance.message_id):
            return request.end(events.REPLAY_IGNORED, "was spoken before: not again", chosen)
        request.claimed = True
        request.provider = chosen
        if request.stop_reason:
            return self.drop(request)
        if utterance.recording:
            return await self._play_again(request, utterance.recording, settings)
        request.emit(events.PROVIDER_SELECTED, provider=chosen)
        if chosen == "fallback":
            return await self._fall_back(request, settings, WHOLE)
        return await self._ask_kokoro(request, settings)

    async def _ask_kokoro(self, request: Request, settings: Settings) -> Outcome:
        url = settings.arqon_tts_kokoro_url
        if self._breaker.spares(url):
            spared = ProviderError(SPARED, f"Kokoro at {url} is not asked: {self._breaker.reason}")
            return await self._kokoro_failed(spared, request, settings, WHOLE)
        voice = request.utterance.voice or settings.arqon_tts_kokoro_voice
        request.emit(events.KOKORO_STARTED, voice=voice, url=url)
        attempt = self._attempt(self._providers["kokoro"], request, request.utterance)
        try:
            ended = await attempt.run(settings)
        except ProviderError as error:
            self._breaker.failed(url, error.code)
            return await self._kokoro_failed(error, request, settings, attempt.rest)
        if ended.how == "completed":
            self._breaker.succeeded(url)
            self._record.note(KokoroResult())
        return finished(request, ended)

    async def _kokoro_failed(
        self, error: ProviderError, request: Request, settings: Settings, rest: Rest
    ) -> Outcome:
        request.kokoro_error = str(error)
        heard_ms = request.first_audio_ms
        request.emit(
            events.KOKORO_FAILURE, reason=error.code, detail=error.detail, first_audio_ms=heard_ms
        )
        is_rollback = error.code == "rolled_back"
        falls_back = is_rollback or settings.arqon_tts_kokoro_fallback_enabled
        if not is_rollback:
            self._record.note(KokoroResult(error.code, falls_back))
        if not falls_back:
            return failed_closed(request, error)
        request.emit(
            events.FALLBACK_USED,
            kokoro_error=error.code,
            fallback_provider="fallback",
            from_char=rest.from_char,
        )
        request.emit(events.PROVIDER_SELECTED, provider="fallback")
        return await self._fall_back(request, settings, rest)

    async def _fall_back(self, request: Request, settings: Settings, rest: Rest) -> Outcome:
        request.provider = "fallback"
        request.first_audio_ms = None
        request.sound.cut(rest.from_ms)
        utterance = request.utterance
        if rest.from_char:
            # The request's own audio is the whole sound: its rest is spoken from the text.
            utterance = replace(utterance, text=utterance.text[rest.from_char :], audio=None)
        try:
            attempt = self._attempt(self._providers["fallback"], request, utterance)
            return finished(request, await attempt.run(settings))
        except ProviderError as error:
            return not_played(request, "the fallback voice", error)

    async def _play_again(
        self, request: Request, recording: Recording, settings: Settings
    ) -> Outcome:
        provider = RecordedProvider(recording)
        request.emit(
            events.PROVIDER_SELECTED, provider=provider.name, replay_of=recording.message_id
        )
        try:
            ended = await self._attempt(provider, request, request.utterance).run(settings)
        except ProviderError as error:
            return not_played(request, "the recording", error)
        return finished(request, ended)

    def _attempt(self, provider: Provider, request: Request, utterance: Utterance) -> Attempt:
        return Attempt(request, utterance, provider, self._claims)

    async def _settle(self, request: Request, outcome: Outcome) -> None:
        """Keep the sound, and tell the replay guard whether the message may be asked for again.

        What played to its end may not, nor what a person stopped after hearing some of it.
        """
        utterance = request.utterance
        if request.heard and outcome.provider and not utterance.recording:
            chunks = request.sound.chunks
            self._recordings.keep(Recording(utterance.message_id, outcome.provider, chunks))
        if request.claimed:
            stopped = outcome.ending == events.PLAYBACK_STOPPED
            spoken = outcome.ending == events.LATENCY_MS or (stopped and request.heard)
            await self._claims.settle(utterance.message_id, spoken=spoken)
