"""What the channel brings, as the verbs of the plane."""

from __future__ import annotations

from pathlib import Path

from arqon_service.channel.messages import Ask, Replay, Save, Say
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["take_on"]


def take_on(plane: VoicePlane, request: Ask) -> Ticket:
    """Hand `request` to the plane.

    Raises:
        NothingToSay: its text is blank, and there is no audio.
        RuntimeError: the plane is closed, or there is nothing to repeat.
    """
    match request:
        case Say():
            audio = None
            if request.pcm is not None and request.sample_rate > 0:
                audio = PcmChunk(request.pcm, request.sample_rate)
            return plane.say(
                request.text,
                audio=audio,
                voice=request.voice,
                provider=request.provider,
                speed=request.speed,
                now=request.now,
                warning=request.warning,
                message_id=request.message_id,
                session_id=request.session_id,
            )
        case Save(of=str(of)):
            return plane.keep(of, Path(request.path), message_id=request.message_id)
        case Save():
            path = Path(request.path)
            return plane.save(
                request.text,
                path,
                voice=request.voice,
                provider=request.provider,
                message_id=request.message_id,
            )
        case Replay():
            return plane.replay(request.of, message_id=request.message_id)
