"""What runs on the plane's loop until it is cancelled ends then, whatever comes at that moment."""

from __future__ import annotations

import asyncio

import pytest

from arqon_settings.model import Settings
from arqon_voice.speech.breaker import FAILURES, Breaker
from arqon_voice.speech.broadcast import StateBroadcast
from arqon_voice.speech.recovery import Recovery
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState

SPEAKING = PlaneState("speaking", Standing("kokoro", "kokoro"))
TURNS = range(8)
"""Of the loop, between the news and the cancellation: one of them is the worst."""


class Known:
    known = Settings()

    async def read(self) -> Settings:
        return self.known


async def turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def ends(task: asyncio.Task[None]) -> None:
    task.cancel()
    await turns(10)
    assert task.cancelled()


@pytest.mark.parametrize("between", TURNS)
async def test_the_broadcast(between: int) -> None:
    broadcast = StateBroadcast(lambda: SPEAKING, asyncio.get_running_loop())
    broadcast.subscribe(lambda _state: None)
    task = asyncio.create_task(broadcast.run())
    await turns(5)
    broadcast.look()
    await turns(between)
    await ends(task)


@pytest.mark.parametrize("between", TURNS)
async def test_the_recovery(between: int) -> None:
    async def probe(_settings: Settings) -> None:
        await asyncio.Event().wait()

    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.failed(Known.known.arqon_tts_kokoro_url, "timeout")
    recovery = Recovery(breaker, probe, Known())
    task = asyncio.create_task(recovery.run())
    recovery.look_now()
    await turns(5)
    recovery.look_now()
    await turns(between)
    await ends(task)
