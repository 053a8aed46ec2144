"""What the sidecar's test double answers with: what was asked, an answer, and its parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from arqon_gate.doubles.sidecar_tone import CHUNK_S, b64, json_line, tone_pcm, tone_seconds

__all__ = [
    "Answer",
    "Asked",
    "Behaviour",
    "HangUpError",
    "in_pieces",
    "once",
    "sound_lines",
    "stream",
    "whole",
]


class HangUpError(Exception):
    """Close the connection here."""


@dataclass(frozen=True)
class Asked:
    """A request to speak, and whether all of the answer goes in one piece."""

    body: dict[str, Any]
    plain: bool
    gap_s: float = 0.0

    @property
    def rate(self) -> int:
        return int(self.body.get("sample_rate", 16_000))

    @property
    def seconds(self) -> float:
        return tone_seconds(str(self.body.get("text", "")))


@dataclass(frozen=True)
class Answer:
    pieces: AsyncIterator[bytes]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Behaviour = Callable[[Asked], Answer]


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def in_pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def sound_lines(
    asked: Asked, rate: int, numbers: Iterator[int] | None = None, **also: object
) -> AsyncIterator[bytes]:
    pcm = tone_pcm(asked.seconds, rate)
    step = 2 * round(CHUNK_S * rate)
    for start, seq in zip(range(0, len(pcm), step), numbers or count(), strict=False):
        audio = b64(pcm[start : start + step])
        yield json_line(seq=seq, format="raw", audio_chunk_b64=audio, done=False, **also)
        await asyncio.sleep(asked.gap_s)


async def stream(asked: Asked, rate: int, **also: Any) -> AsyncIterator[bytes]:
    async for line in sound_lines(asked, rate, **also):
        yield line
    yield json_line(format="raw", done=True, duration_ms=1000 * asked.seconds)


def whole(audio: bytes, **also: object) -> Answer:
    return Answer(once(json_line(**{"format": "raw", "audio_data_b64": b64(audio), **also})))
