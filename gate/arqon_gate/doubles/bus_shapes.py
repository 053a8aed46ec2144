"""How the two buses of `bus_server` take a frame: what the sender and the others get."""

from __future__ import annotations

import itertools
import json
import re
import secrets
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

_KEYS = """
    id timestamp type version room channel sender from_client to_client payload command args
    request_id status error error_code metadata
"""
KEYS = frozenset(_KEYS.split())
TYPES = ("message", "command", "response", "error", "telemetry", "operator.join")
ID = re.compile(r"arq_(\d+_\d+_[0-9a-f]{6}|[0-9A-HJKMNP-TV-Z]{26})")


@dataclass(frozen=True)
class Reaction:
    """Frames for the sender, and frames for everybody else in the room."""

    to_sender: list[Json] = field(default_factory=list)
    to_others: list[Json] = field(default_factory=list)
    to_all: list[Json | str] = field(default_factory=list)


class ArqonBus:
    """The bus as it was recorded."""

    max_size = 1024 * 1024

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def welcome(self, client: str) -> Json | None:
        payload = {"welcome": "Connected to ArqonBus", "client_id": client}
        return self._own("message", payload)

    def take(self, data: str | bytes, client: str) -> Reaction:
        if isinstance(data, bytes):
            return self._refused("Invalid protobuf envelope: no protobuf here")
        try:
            frame = json.loads(data)
        except ValueError as error:
            return self._refused(f"Invalid JSON: {error}")
        if unknown := sorted(frame.keys() - KEYS):
            return self._refused(
                "Failed to create envelope from data: Envelope.__init__() got an unexpected "
                f"keyword argument '{unknown[0]}'"
            )
        if errors := list(_invalid(frame)):
            more = {"request_id": frame["id"], "error": "Message validation failed"}
            more["error_code"] = "VALIDATION_ERROR"
            return Reaction([self._own("error", {"errors": errors}, **more)])
        if frame["type"] == "command":
            return Reaction(list(self._command(frame)))
        sent = frame["timestamp"].removesuffix("Z") + "+00:00"
        kept = {key: frame[key] for key in ("id", "type", "version", "payload")}
        kept["args"] = {}
        room = {"room": frame["room"], "channel": frame["channel"], "sender": client}
        other = {**kept, **room, "timestamp": sent, "metadata": frame.get("metadata", {})}
        if frame["type"] == "telemetry":
            return Reaction(to_others=[other])
        echo = {**kept, "type": "message_response", "timestamp": _now(), "metadata": {}}
        return Reaction([{**echo, "sender": "arqonbus"}], [other])

    def _command(self, frame: Json) -> Any:
        name = frame["command"]
        answer: Json = {"request_id": frame["id"], "status": "pending"}
        if name == "op.history.get":
            data = {"entries": [], "count": 0, "room": "stt", "channel": "transcription"}
            data |= {"since": None, "until": None, "limit": frame["args"]["limit"]}
            payload = {"message": "History window retrieved", "data": data}
            yield self._own("response", payload, **{**answer, "status": "success"})
        else:
            words = f"Command {name} processing not fully implemented"
            yield self._own("message", {"message": words}, **answer)
        done = self._own("command_response", {"result": "ok"}, command=name)
        yield {**done, "id": frame["id"]}

    def _refused(self, words: str) -> Reaction:
        error = f"Internal server error: {words}"
        return Reaction([self._own("error", {}, error=error, error_code="INTERNAL_ERROR")])

    def _own(self, kind: str, payload: Json, **more: object) -> Json:
        name = f"arq_{time.time_ns()}_{next(self._numbers)}_{secrets.token_hex(3)}"
        frame = {"id": name, "timestamp": _now(), "type": kind, "version": "1.0"}
        empty: Json = {"args": {}, "metadata": {}}
        return {**frame, "payload": payload, **empty, "sender": "arqonbus", **more}


class MaestroBus:
    """Maestro's mock bus: a session's name selects what happens."""

    max_size = 100 * 1024 * 1024

    def welcome(self, client: str) -> Json | None:
        return None

    def take(self, data: str | bytes, client: str) -> Reaction:
        try:
            frame = json.loads(data)
        except ValueError:
            return Reaction()
        payload = frame["payload"]
        if payload.get("type") != "stt.audio.append":
            return Reaction(to_others=[frame])
        return Reaction(to_all=list(self._scenario(payload["session_id"], payload["chunk_id"])))

    def _scenario(self, session: str, chunk: str) -> Any:
        def event(kind: str, inner: Json, message_id: str = "") -> Json:
            return maestro_event(kind, session, chunk, message_id or str(uuid.uuid4()), inner)

        match session:
            case "test-malformed":
                yield "{ bad json : true }"
                yield {"type": "event", "payload": {"type": "stt.transcript.partial"}}
            case "test-speech-replay":
                # 13 bytes, as Maestro's own: half a sample too many.
                sound = {"audio_data": "bW9jayBwY20gZGF0YQ==", "audio_format": "pcm"}
                said = {"transcript": "mock synthesized speech", "duration_ms": 1000}
                for _ in range(3):
                    yield event("stt.speech.request", {**sound, **said}, "speech-replay-msg-999")
            case "test-integrity-allow" | "test-integrity-block":
                what = {"summary": "Files are to be deleted", "context": {"path": "/tmp/foo"}}
                asked = {"action_id": "action-123", "timeout_ms": 5000}
                yield event("stt.action.review", {**asked, **what})
            case "test-integrity-policy-block":
                why = {"reason": "policy", "message": "Root access is forbidden here."}
                yield event("stt.action.blocked", {"action_id": "action-illegal", **why})
            case _:
                yield event("stt.transcript.partial", {"alternatives": []})


def maestro_event(kind: str, session: str, chunk: str, message_id: str, inner: Json) -> Json:
    """A frame as Maestro's mock bus sends it."""
    return {
        "version": "1.0",
        "id": f"arq_{uuid.uuid4()}",
        "type": "event",
        "room": "stt",
        "channel": "transcription",
        "from": "mock-server",
        "timestamp": _now(),
        "payload": {
            "message_id": message_id,
            "session_id": session,
            "chunk_id": chunk,
            "tenant_id": "default",
            "timestamp": _now(),
            "source": "bus",
            "version": "1.0",
            "type": kind,
            "payload": inner,
        },
    }


def _invalid(frame: Json) -> Any:
    if not ID.fullmatch(str(frame.get("id"))):
        yield f"Invalid message ID format: {frame.get('id')}"
    if frame.get("type") not in TYPES:
        yield f"Unsupported message type: {frame.get('type')}"
    if frame.get("version") != "1.0":
        yield f"Unsupported protocol version: {frame.get('version')}"


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat()
