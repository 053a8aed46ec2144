"""The bound of an answer's length, where the engine is far ahead of the answer's task."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator

import pytest
from starlette.requests import Request
from starlette.types import Message

from arqon_sidecar.service.budget import Budget
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.exchange import Exchange, Shared
from arqon_sidecar.service.inference import InferenceQueue
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.metrics import Metrics
from arqon_sidecar.service.pieces import Piece
from arqon_sidecar.service.speaker import Speaker
from arqon_sidecar.service.utterance import Utterance
from arqon_sidecar.text.reader import Reader
from tests.patience import PATIENCE_S
from tests.sidecar.fakes import ToneEngine
from tests.sidecar.test_speaker import TEXT, Counting, asked, reader

__all__ = ["reader"]

MOST_S = 20.0


async def test_all_that_is_allowed_comes_though_more_was_made(reader: Reader) -> None:
    made = threading.Event()

    class Telling(Speaker):
        def speak(self, utterance: Utterance, listener: object) -> Generator[Piece | None]:
            yield from super().speak(utterance, listener)  # type: ignore[arg-type]
            made.set()

    limits = Limits(audio_s=MOST_S)
    queue = InferenceQueue(limits.queue, 1e9, lambda: None, lambda _seconds: None)
    speaker = Telling(ToneEngine(), reader, Counting())
    room = Budget(2**30)
    exchange = Exchange(listening(), Shared(speaker, queue, Metrics(), limits, room, room))
    exchange.accept("r", asked(TEXT), None)
    heard: list[bytes] = []

    async def hear() -> None:
        async for piece in exchange.pieces():
            assert made.wait(PATIENCE_S)  # the loop stands still until all of it is there
            heard.append(piece.audio)

    with pytest.raises(ApiError, match="more than 20 s of sound"):
        await hear()
    exchange.close()
    queue.close()
    assert exchange.job.timings.audio > 2 * MOST_S
    assert MOST_S / 2 < sum(map(len, heard)) / 2 / 24_000 <= MOST_S


def listening() -> Request:
    """The request of a client who stays."""

    async def stays() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    return Request({"type": "http", "headers": []}, stays)
