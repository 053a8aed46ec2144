"""The forms in which sound goes out: JSON lines, the bytes themselves, server-sent events."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict
from typing import Protocol

from arqon_sidecar.audio.encode import CONTENT_TYPES
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.job import Job
from arqon_sidecar.service.pieces import Piece

__all__ = ["Bytes", "Form", "JsonLines", "Part", "ServerSentEvents", "duration_ms"]

Part = bytes | memoryview

_SLICE = 65_536
"""Bytes of a file that are sent at a time, as many as a connection takes before it waits."""
_MOST_BYTES = 30_000
"""Sound in one line or event: 0.9 s at 16 kHz, 40,000 characters of base64. With the longest id and
the words of a segment a line stays below 64 KiB, which all readers take."""


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


class JsonLines:
    """The form of /synthesize_stream."""

    content_type = "application/x-ndjson"

    def __init__(self, request_id: str, rate: int) -> None:
        self._every = {"request_id": request_id, "format": "raw", "sample_rate": rate}
        self._seq = 0
        self._span: tuple[int, int] | None = None
        self._words: list[dict[str, object]] = []

    def piece(self, piece: Piece) -> Iterator[bytes]:
        """Lines of at most 64 KiB; the words and the span go with the first that has sound."""
        self._span = piece.span or self._span
        self._words += map(asdict, piece.words)
        for audio in _parts(piece.audio):
            line = {"seq": self._seq, "segment": piece.segment, "audio_chunk_b64": _base64(audio)}
            yield self._line(line | self._due(), done=False)
            self._seq += 1

    def end(self, job: Job) -> bytes:
        """The last line."""
        fields = {"duration_ms": duration_ms(job), "timings": job.timings.in_ms()}
        return self._line(fields, done=True)

    def fault(self, error: ApiError) -> bytes | None:
        """A line that says why there is no more."""
        return self._line({"error": f"{error.code}: {error.detail}"}, done=True)

    def _due(self) -> dict[str, object]:
        """What goes with the next line, once."""
        due: dict[str, object] = {}
        if self._span is not None:
            due |= {"text_start": self._span[0], "text_end": self._span[1]}
        if self._words:
            due["words"] = self._words
        self._span, self._words = None, []
        return due

    def _line(self, fields: dict[str, object], *, done: bool) -> bytes:
        return _json({**self._every, **fields, "done": done}) + b"\n"


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
        for audio in _parts(piece.audio):
            yield _event({"type": "speech.audio.delta", "audio": _base64(audio)})

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


def _parts(audio: bytes) -> Iterator[bytes]:
    for start in range(0, len(audio), _MOST_BYTES):
        yield audio[start : start + _MOST_BYTES]


def _base64(audio: bytes) -> str:
    return b64encode(audio).decode("ascii")


def _json(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()


def _event(fields: dict[str, object]) -> bytes:
    return b"data: " + _json(fields) + b"\n\n"
