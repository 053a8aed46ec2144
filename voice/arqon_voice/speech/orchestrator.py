"""The failure contract: try, fall back or fail closed, and say so. Nothing else decides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from arqon_settings.model import ProviderName, Settings
from arqon_voice.playback.port import Ended, Player
from arqon_voice.providers.port import Provider, ProviderError
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.attempt import Attempt
from arqon_voice.speech.request import Clock, Outcome, Request, system_clock
from arqon_voice.speech.utterance import Utterance
from arqon_voice.telemetry import events
from arqon_voice.telemetry.emit import Emitter

__all__ = ["Orchestrator"]

_STOPPED = (events.PLAYBACK_STOPPED, "stopped")


class Orchestrator:
    """Takes one utterance at a time from request to ending.

    `settings` is read once per utterance, when it is taken up: an utterance that waited in a
    queue follows a rollback that came meanwhile.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Settings],
        providers: Mapping[ProviderName, Provider],
        guard: ReplayGuard,
        emitter: Emitter,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._providers = providers
        self._guard = guard
        self._emitter = emitter
        self._clock = clock or system_clock()
        self._current: Request | None = None

    async def speak(self, utterance: Utterance, player: Player) -> Outcome:
        """Speak `utterance` through `player`; the outcome names the one event that ended it.

        If the task is cancelled, the sound ends, `playback_stopped` is emitted, and the
        cancellation goes on.
        """
        request = self._begin(utterance, player)
        settings = self._settings()
        chosen = utterance.provider or settings.arqon_tts_provider
        if not self._guard.claim(utterance.message_id):
            return request.end(events.REPLAY_IGNORED, "was spoken before: not again", chosen)
        self._current = request
        try:
            outcome = await self._speak_claimed(request, chosen, settings, player)
        except asyncio.CancelledError:
            self._settle(request, request.end(*_STOPPED, chosen, reason="the program ended"))
            raise
        except Exception as error:  # noqa: BLE001
            # No failure without its telemetry: a bug of ours ends the request like any other fault.
            words = f"{type(error).__name__}: {error}"
            outcome = request.end(events.PLAYBACK_FAILED, words, chosen, reason=words)
        finally:
            self._current = None
        self._settle(request, outcome)
        return outcome

    def drop(self, utterance: Utterance, player: Player, reason: str) -> Outcome:
        """End an utterance that was stopped while it waited its turn."""
        return self._begin(utterance, player).end(*_STOPPED, reason=reason)

    def stop(self, reason: str) -> None:
        """End the utterance at work, if there is one."""
        if self._current is not None:
            self._current.stop(reason)

    def rolled_back(self) -> None:
        """The settings went to fallback: an utterance that Kokoro has not begun to sound moves too.

        One that is being heard plays to its end: to begin again would speak its start twice.
        """
        request = self._current
        if request is not None and request.utterance.provider is None and not request.heard:
            request.rolled_back.set()

    def _begin(self, utterance: Utterance, player: Player) -> Request:
        return Request(utterance, sink=player.sink, emitter=self._emitter, clock=self._clock)

    async def _speak_claimed(
        self, request: Request, chosen: ProviderName, settings: Settings, player: Player
    ) -> Outcome:
        request.emit(events.PROVIDER_SELECTED, provider=chosen)
        if chosen == "fallback":
            return await self._fall_back(request, settings, player)
        request.emit(
            events.KOKORO_STARTED,
            voice=request.utterance.voice or settings.arqon_tts_kokoro_voice,
            url=settings.arqon_tts_kokoro_url,
        )
        try:
            ended = await self._attempt("kokoro", request, settings, player)
        except ProviderError as error:
            return await self._kokoro_failed(error, request, settings, player)
        return self._finish(request, "kokoro", ended)

    async def _kokoro_failed(
        self, error: ProviderError, request: Request, settings: Settings, player: Player
    ) -> Outcome:
        request.kokoro_error = str(error)
        heard_ms = request.first_audio_ms
        request.emit(
            events.KOKORO_FAILURE, reason=error.code, detail=error.detail, first_audio_ms=heard_ms
        )
        if not settings.arqon_tts_kokoro_fallback_enabled and error.code != "rolled_back":
            return request.end(
                events.FAIL_CLOSED,
                f"Kokoro failed and fallback is off, so it stays silent. {error.detail}",
                "kokoro",
                reason=error.code,
                fallback_enabled=False,
            )
        request.emit(events.FALLBACK_USED, kokoro_error=error.code, fallback_provider="fallback")
        request.emit(events.PROVIDER_SELECTED, provider="fallback")
        return await self._fall_back(request, settings, player)

    async def _fall_back(self, request: Request, settings: Settings, player: Player) -> Outcome:
        request.first_audio_ms = None
        try:
            ended = await self._attempt("fallback", request, settings, player)
        except ProviderError as error:
            return request.end(
                events.PLAYBACK_FAILED,
                f"the fallback voice failed. {error.detail}",
                "fallback",
                reason=error.code,
                detail=error.detail,
            )
        return self._finish(request, "fallback", ended)

    async def _attempt(
        self, name: ProviderName, request: Request, settings: Settings, player: Player
    ) -> Ended:
        attempt = Attempt(request, self._providers[name], player.open(), self._guard)
        return await attempt.run(settings)

    def _finish(self, request: Request, provider: ProviderName, ended: Ended) -> Outcome:
        match ended.how:
            case "failed":
                return request.end(
                    events.PLAYBACK_FAILED, ended.reason, provider, reason=ended.reason
                )
            case "stopped":
                reason = request.stop_reason or "the player was closed"
                return request.end(*_STOPPED, provider, reason=reason)
            case "completed":
                request.emit(
                    events.PLAYBACK_COMPLETED, provider=provider, underruns=ended.underruns
                )
                if provider == "kokoro":
                    request.emit(events.KOKORO_SUCCESS, latency_ms=request.elapsed_ms)
                return request.end(events.LATENCY_MS, f"spoken by {provider}", provider)

    def _settle(self, request: Request, outcome: Outcome) -> None:
        """Tell the replay guard whether this message may be asked for again.

        What played to its end may not, nor what a person stopped after hearing some of it.
        """
        stopped = outcome.ending == events.PLAYBACK_STOPPED
        if outcome.ending == events.LATENCY_MS or (stopped and request.heard):
            self._guard.spoken(request.utterance.message_id)
        else:
            self._guard.release(request.utterance.message_id)
