"""What the voice plane shows of its engine: who speaks, what sounds, what waits."""

from __future__ import annotations

from arqon_voice.speech.engine import Engine
from arqon_voice.speech.queue import Rank
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import Phase, PlaneState, QueueView, Sounding, Waiting

__all__ = ["queue_of", "standing_of", "state_of"]


def standing_of(engine: Engine) -> Standing:
    """Who really speaks."""
    standing = engine.record.standing(engine.settings.known.arqon_tts_provider)
    if standing.speaker == "kokoro" and engine.breaker.is_open:
        return Standing("degraded", f"kokoro, degraded: not asked after {engine.breaker.reason}")
    return standing


def queue_of(engine: Engine) -> QueueView:
    """What sounds and what waits."""
    request, waits = engine.speaking.view()
    sounding = None
    if request is not None:
        name = request.utterance.message_id
        sounding = Sounding(name, request.provider, request.playhead.heard_ms)
    waiting = tuple(
        Waiting(each.utterance.message_id, rank is Rank.WARNING) for each, rank in waits
    )
    return QueueView(sounding, waiting, engine.saving.in_hand)


def state_of(engine: Engine) -> PlaneState:
    """What is heard at this moment."""
    request, standing = engine.speaking.current, standing_of(engine)
    if request is None:
        phase: Phase = "waiting" if engine.speaking.in_hand else "idle"
        return PlaneState(phase, standing)
    playhead = request.playhead
    return PlaneState(
        "speaking" if request.heard else "waiting",
        standing,
        request.utterance.message_id,
        request.provider,
        playhead.heard_ms,
        playhead.level_db,
    )
