"""The forms in which sound goes out: the bytes themselves, server-sent events; see `json_lines`."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Protocol

from arqon_sidecar.audio.encode import CONTENT_TYPES
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.job import Job
from arqon_sidecar.service.pieces import Piece

__all__ = [
    "Bytes",
    "Form",
    "Part",
    "ServerSentEvents",
    "as_json",
    "duration_ms",
    "in_base64",
    "parts",
]

Part = bytes | memoryview

_SLICE = 65_536
"""Bytes of a file that are sent at a time, as many as a connection takes before it waits."""
_MOST_BYTES = 30_000
"""Sound in one line or event: 0.9 s at 16 kHz, 40,000 characters of base64. With the longest id and
its words a line stays below 64 KiB, which all readers take."""


class Form(Protocol):
    """How a stream is written."""

    @property
    def content_type(self) -> str:
        """The header."""
        ...

    def piece(self, piece: Piece) -> Iterator[Part]:
        """What to send for a piece."""
        ...

    def end(self, job: Job) -> bytes:
        """What to send after the last piece."""
        ...

    def fault(self, error: ApiError) -> bytes | None:
        """What to send when the job fails midway; None where only breaking off says so."""
        ...


class Bytes:
    """The encoded sound itself."""

    def __init__(self, format_: str, rate: int) -> None:
        self.content_type = CONTENT_TYPES[format_]
        if self.content_type == "audio/pcm":
            self.content_type += f"; rate={rate}; channels=1"

    def piece(self, piece: Piece) -> Iterator[Part]:
        """The sound, in parts that share its memory."""
        audio = memoryview(piece.audio)
        for start in range(0, len(audio), _SLICE):
            yield audio[start : start + _SLICE]

    def end(self, _job: Job) -> bytes:
        """Nothing."""
        return b""

    def fault(self, _error: ApiError) -> bytes | None:
        """Only an answer that breaks off tells a player that sound is missing."""
        return None


class ServerSentEvents:
    """OpenAI's `stream_format: sse`."""

    content_type = "text/event-stream"

    def piece(self, piece: Piece) -> Iterator[bytes]:
        """speech.audio.delta events."""
        for audio in parts(piece.audio):
            yield _event({"type": "speech.audio.delta", "audio": in_base64(audio)})

    def end(self, _job: Job) -> bytes:
        """The event that says that it is whole; characters are not tokens, so none are counted."""
        usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
        return _event({"type": "speech.audio.done", "usage": usage})

    def fault(self, error: ApiError) -> bytes | None:
        """An error event."""
        return _event({"type": "error", "code": error.code, "message": error.detail})


def duration_ms(job: Job) -> int:
    """The length of the sound that was made."""
    return round(1000 * job.timings.audio)


def parts(audio: bytes) -> Iterator[bytes]:
    """Sound as much as a line or event takes at a time."""
    for start in range(0, len(audio), _MOST_BYTES):
        yield audio[start : start + _MOST_BYTES]


def in_base64(audio: bytes) -> str:
    """Sound as text."""
    return b64encode(audio).decode("ascii")


def as_json(fields: dict[str, object]) -> bytes:
    """In one line, without spaces between."""
    return json.dumps(fields, separators=(",", ":")).encode()


def _event(fields: dict[str, object]) -> bytes:
    return b"data: " + as_json(fields) + b"\n\n"
