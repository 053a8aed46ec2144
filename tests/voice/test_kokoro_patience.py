"""The one timeout: what draws on it, and what does not. Time is moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from arqon_voice.providers.kokoro.patience import Patience
from arqon_voice.providers.port import ProviderError


class HandLoop(asyncio.SelectorEventLoop):
    """A loop whose clock goes only when it is pushed."""

    now = 0.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def loop() -> Iterator[HandLoop]:
    loop = HandLoop()
    yield loop
    loop.close()


async def wait(loop: HandLoop, patience: Patience, seconds: float) -> None:
    async with patience.waiting():
        loop.now += seconds
        for _ in range(3):
            await asyncio.sleep(0)


def test_all_waiting_draws_on_one_budget(loop: HandLoop) -> None:
    async def scene() -> None:
        patience = Patience(5.0)
        await wait(loop, patience, 3.0)
        await wait(loop, patience, 1.9)
        with pytest.raises(ProviderError, match="timeout: no sound within 5000 ms"):
            await wait(loop, patience, 0.2)

    loop.run_until_complete(scene())


def test_sound_refills_it(loop: HandLoop) -> None:
    async def scene() -> None:
        patience = Patience(5.0)
        for _ in range(4):
            await wait(loop, patience, 4.9)
            patience.refill()
        with pytest.raises(ProviderError, match="timeout: no more sound within 5000 ms"):
            await wait(loop, patience, 5.1)

    loop.run_until_complete(scene())


def test_the_listeners_own_time_costs_nothing(loop: HandLoop) -> None:
    async def scene() -> None:
        patience = Patience(5.0)
        await wait(loop, patience, 4.0)
        loop.now += 3600
        await wait(loop, patience, 0.9)

    loop.run_until_complete(scene())
