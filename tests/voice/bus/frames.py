"""Frames as others send them, in either dialect."""

from __future__ import annotations

import base64
import itertools
from typing import Any, Literal

from arqon_gate.doubles.bus_server import Json
from arqon_gate.doubles.bus_shapes import maestro_event

DialectName = Literal["arqon", "maestro"]
_numbers = itertools.count(1)


def frame(dialect: DialectName, kind: str, message_id: Any, inner: Any, **outer: Any) -> Json:
    """A frame of the room from somebody else."""
    made = maestro_event(kind, "s-1", "c-1", message_id, inner)
    made["payload"] |= outer
    if dialect == "maestro":
        return made
    number = next(_numbers)
    del made["from"]
    return made | {
        "id": f"arq_1795633544338068749_{number}_ac5df0",
        "type": "message",
        "sender": "arq_client_other",
        "args": {},
        "metadata": {},
    }


def speech(
    dialect: DialectName,
    message_id: Any = "m-1",
    transcript: Any = "Good morning.",
    audio: bytes = b"",
    audio_format: Any = "pcm",
    **outer: Any,
) -> Json:
    inner: Json = {"transcript": transcript, "duration_ms": 0, "audio_format": audio_format}
    inner["audio_data"] = base64.b64encode(audio).decode()
    return frame(dialect, "stt.speech.request", message_id, inner, **outer)


def review(
    dialect: DialectName, action_id: Any = "a-1", timeout_ms: Any = 60_000, **outer: Any
) -> Json:
    message_id = outer.pop("message_id", f"review-{next(_numbers)}")
    inner = {"action_id": action_id, "summary": "Delete", "context": {}, "timeout_ms": timeout_ms}
    return frame(dialect, "stt.action.review", message_id, inner, **outer)
