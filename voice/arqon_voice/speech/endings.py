"""How a request ends: the one event of its ending, and the words for a person."""

from __future__ import annotations

from arqon_settings.model import ProviderName
from arqon_voice.playback.port import Ended
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.request import Outcome, Request
from arqon_voice.telemetry import events

__all__ = ["dropped", "failed_closed", "finished", "not_played", "refused"]


def refused(request: Request, waiting: int, provider: ProviderName) -> Outcome:
    """It found no place, because `waiting` others wait already."""
    return request.end(
        events.PLAYBACK_FAILED,
        f"{waiting} utterances wait already, so this one is not spoken. Stop them, or ask "
        "again when fewer wait.",
        provider,
        reason="queue_full",
        waiting=waiting,
    )


def dropped(request: Request, provider: ProviderName | None) -> Outcome:
    """It was stopped, for its `stop_reason`."""
    reason = request.stop_reason
    return request.end(events.PLAYBACK_STOPPED, reason, provider, reason=reason)


def failed_closed(request: Request, error: ProviderError) -> Outcome:
    """Kokoro failed, and nothing may speak in its place."""
    return request.end(
        events.FAIL_CLOSED,
        f"Kokoro failed and fallback is off, so it stays silent. {error.detail}",
        "kokoro",
        reason=error.code,
        fallback_enabled=False,
    )


def not_played(request: Request, what: str, error: ProviderError) -> Outcome:
    """The last that could speak it failed; `what` names that."""
    words = f"{what} failed. {error.detail}"
    return request.end(
        events.PLAYBACK_FAILED, words, request.provider, reason=error.code, detail=error.detail
    )


def finished(request: Request, ended: Ended) -> Outcome:
    """Its provider gave all that it had to the player, which says what became of it."""
    provider, recording = request.provider, request.utterance.recording
    match ended.how:
        case "failed":
            return request.end(events.PLAYBACK_FAILED, ended.reason, provider, reason=ended.reason)
        case "stopped":
            request.stop_reason = request.stop_reason or "the player was closed"
            return dropped(request, provider)
        case "completed":
            request.emit(events.PLAYBACK_COMPLETED, provider=provider, underruns=ended.underruns)
            if recording:
                words = f"replayed, as spoken by {provider}"
                return request.end(
                    events.LATENCY_MS, words, provider, replay_of=recording.message_id
                )
            if provider == "kokoro":
                request.emit(events.KOKORO_SUCCESS, latency_ms=request.elapsed_ms)
            return request.end(events.LATENCY_MS, f"spoken by {provider}", provider)
