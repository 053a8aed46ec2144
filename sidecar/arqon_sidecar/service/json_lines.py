"""The form of /synthesize_stream: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator

from arqon_sidecar.service.delivery import as_json, duration_ms, in_base64, parts
from arqon_sidecar.service.due_words import DueWords
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.job import Job
from arqon_sidecar.service.pieces import Piece

__all__ = ["JsonLines"]


class JsonLines:
    """Numbered lines, none longer than 64 KiB."""

    content_type = "application/x-ndjson"

    def __init__(self, request_id: str, rate: int) -> None:
        self._every = {"request_id": request_id, "format": "raw", "sample_rate": rate}
        self._seq = self._segment = 0
        self._span: tuple[int, int] | None = None
        self._words = DueWords()

    def piece(self, piece: Piece) -> Iterator[bytes]:
        """The span goes with the first that has sound, and so do the words that it holds."""
        self._span = piece.span or self._span
        self._words.add(piece.words)
        self._segment = piece.segment
        for audio in parts(piece.audio):
            yield self._sound(audio)

    def end(self, job: Job) -> bytes:
        """The last line, behind what words are left."""
        left = bytearray()
        while self._words:
            left += self._sound(b"")
        fields = {"duration_ms": duration_ms(job), "timings": job.timings.in_ms()}
        return bytes(left) + self._line(fields, done=True)

    def fault(self, error: ApiError) -> bytes | None:
        """A line that says why there is no more."""
        return self._line({"error": f"{error.code}: {error.detail}"}, done=True)

    def _sound(self, audio: bytes) -> bytes:
        fields = {"seq": self._seq, "segment": self._segment, "audio_chunk_b64": in_base64(audio)}
        self._seq += 1
        return self._line(fields | self._due(), done=False)

    def _due(self) -> dict[str, object]:
        """What goes with the next line, once."""
        due: dict[str, object] = {}
        if self._span is not None:
            due |= {"text_start": self._span[0], "text_end": self._span[1]}
        if words := self._words.take():
            due["words"] = words
        self._span = None
        return due

    def _line(self, fields: dict[str, object], *, done: bool) -> bytes:
        return as_json({**self._every, **fields, "done": done}) + b"\n"
