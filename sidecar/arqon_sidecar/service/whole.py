"""The answer of /synthesize: one JSON object, written while the sound is made."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict

from arqon_sidecar.service.delivery import duration_ms
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.job import Job
from arqon_sidecar.service.pieces import Piece, WordTime
from arqon_sidecar.service.utterance import Utterance

__all__ = ["WholeJson"]

_SLICE = 49_152
"""Bytes of sound that become base64 at a time: three of them are four characters, without rest."""


class WholeJson:
    """What is known of the sound only at its end stands behind it."""

    content_type = "application/json"

    def __init__(self, request_id: str, format_: str, utterance: Utterance) -> None:
        self._head = {
            "request_id": request_id,
            "format": format_,
            "sample_rate": utterance.sample_rate,
            "voice": utterance.voice.name,
        }
        self._begun = False
        self._rest = b""
        self._words: list[WordTime] = []

    def piece(self, piece: Piece) -> Iterator[bytes]:
        """The sound so far in base64, less the one or two bytes that need those behind them."""
        self._words += piece.words
        if not piece.audio:
            return
        if not self._begun:
            self._begun = True
            yield json.dumps(self._head).encode()[:-1] + b', "audio_data_b64": "'
        audio = memoryview(self._rest + piece.audio if self._rest else piece.audio)
        whole = len(audio) - len(audio) % 3
        self._rest = bytes(audio[whole:])
        for start in range(0, whole, _SLICE):
            yield b64encode(audio[start : min(start + _SLICE, whole)])

    def end(self, job: Job) -> bytes:
        """The rest of the sound and what is known now."""
        tail: dict[str, object] = {
            "duration_ms": duration_ms(job),
            "timings": job.timings.in_ms(),
        }
        if self._words:
            tail["words"] = [asdict(word) for word in self._words]
        return b64encode(self._rest) + b'", ' + json.dumps(tail).encode()[1:]

    def fault(self, _error: ApiError) -> bytes | None:
        """Nothing: half a JSON object says by itself that it is not whole."""
        return None
