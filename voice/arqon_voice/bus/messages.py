"""What the bus asks of us: the payloads of the bus contract that we act on."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import Final

from arqon_voice.bus.frames import Frame, Malformed, object_in
from arqon_voice.text import well_formed

__all__ = ["NOT_FOR_US", "Blocked", "Message", "ReviewRequest", "SpeechRequest", "read_message"]

NOT_FOR_US: Final = frozenset({"stt.action.allow", "stt.action.block", "stt.health.status"})
"""Types of the contract that others are to read."""

LONGEST_ID: Final = 200
LONGEST_REPEATED: Final = 1000
LONGEST_CONTEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """Somebody wants to be spoken.

    `audio` is base64 and may be empty; `audio_format` is None if it was not named.
    """

    message_id: str
    session_id: str
    transcript: str
    audio: str
    audio_format: str | None


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """Somebody wants a person to allow an action.

    `timeout_ms` is None if what was sent is not a time. `session_id` and `chunk_id` are repeated
    in the answer as they came. `context` is JSON text.
    """

    message_id: str
    action_id: str
    summary: str
    context: str
    timeout_ms: float | None
    session_id: object
    chunk_id: object


@dataclass(frozen=True, slots=True)
class Blocked:
    """The bus has blocked an action by itself."""

    action_id: str
    reason: str
    message: str


Message = SpeechRequest | ReviewRequest | Blocked


def read_message(payload: Frame) -> Message | None:
    """Read the payload of a frame; None if its type is not one that we act on.

    Raises:
        Malformed: it is of such a type, but cannot be acted on.
    """
    match payload.get("type"):
        case "stt.speech.request":
            return _speech(payload, object_in(payload, "payload"))
        case "stt.action.review":
            return _review(payload, object_in(payload, "payload"))
        case "stt.action.blocked":
            return _blocked(object_in(payload, "payload"))
        case str():
            return None
        case _:
            raise Malformed("the payload's `type` is not a text")


def _speech(payload: Frame, inner: Frame) -> SpeechRequest:
    transcript = _text(inner, "transcript")
    audio = _text(inner, "audio_data")
    if not transcript.strip() and not audio:
        raise Malformed("a speech request without audio and transcript")
    named = inner.get("audio_format")
    return SpeechRequest(
        message_id=_message_id(payload),
        session_id=_short(_text(payload, "session_id")),
        transcript=well_formed(transcript),
        audio=audio,
        audio_format=None if named is None else _text(inner, "audio_format"),
    )


def _review(payload: Frame, inner: Frame) -> ReviewRequest:
    context = json.dumps(inner.get("context"), ensure_ascii=False, indent=2)
    if len(context) > LONGEST_CONTEXT:
        context = f"{context[:LONGEST_CONTEXT]}\n(cut: {len(context)} characters in all)"
    return ReviewRequest(
        message_id=_message_id(payload),
        action_id=_action_id(inner),
        summary=_text(inner, "summary"),
        context=context,
        timeout_ms=_milliseconds(inner.get("timeout_ms")),
        session_id=_repeated(payload, "session_id"),
        chunk_id=_repeated(payload, "chunk_id"),
    )


def _blocked(inner: Frame) -> Blocked:
    return Blocked(_action_id(inner), _text(inner, "reason"), _text(inner, "message"))


def _message_id(payload: Frame) -> str:
    """The id, or a fingerprint of one that is long or not fit to be shown.

    Without an id a request cannot be guarded against replay, so it is not acted on.
    """
    name = payload.get("message_id")
    if not isinstance(name, str) or not name:
        raise Malformed("`message_id` is not a text, or empty")
    return _short(name)


def _short(name: str) -> str:
    if len(name) <= LONGEST_ID and name.isprintable():
        return name
    return f"sha256:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _action_id(inner: Frame) -> str:
    name = inner.get("action_id")
    if not isinstance(name, str) or not name or len(name) > LONGEST_REPEATED:
        raise Malformed(f"`action_id` is not a text of 1 to {LONGEST_REPEATED} characters")
    return name


def _repeated(payload: Frame, key: str) -> object:
    value = payload.get(key)
    if not isinstance(value, (str, int, type(None))) or len(str(value)) > LONGEST_REPEATED:
        raise Malformed(f"`{key}` cannot be repeated: it is too long, or not a plain value")
    return value


def _text(frame: Frame, key: str) -> str:
    value = frame.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"`{key}` is not a text")
    return value


def _milliseconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # An integer of JSON may be too long for a float.
    return float(min(value, 1e12)) if math.isfinite(min(value, 1e12)) else None
