"""The one timeout: what draws on it, and what does not. Time is moved by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arqon_voice.providers.kokoro.patience import Patience
from arqon_voice.providers.port import ProviderError
from arqon_voice.running_time import LOOK_S


class HandLoop(asyncio.SelectorEventLoop):
    """A loop whose clock goes only when it is pushed."""

    now = 0.0

    def time(self) -> float:
        return self.now


@dataclass(frozen=True)
class Wait:
    """One wait for the next sound: what comes at which moments of it, sound at the last."""

    gaps: tuple[float, ...]
    busy: float = 0.0
    """For how long the listener plays before it waits again."""


seconds = st.integers(0, 3000).map(lambda ms: ms / 1000)
waits = st.lists(st.builds(Wait, st.lists(seconds, min_size=1, max_size=4).map(tuple), seconds))


async def go(loop: HandLoop, seconds: float) -> None:
    """Let time pass as it does in a process that runs."""
    until = loop.now + seconds
    while loop.now < until:
        await jump(loop, min(LOOK_S, until - loop.now))


async def jump(loop: HandLoop, seconds: float) -> None:
    """Let time pass of which the process sees nothing but the end."""
    loop.now += seconds
    for _ in range(3):
        await asyncio.sleep(0)


async def hear(loop: HandLoop, patience: Patience, wait: Wait) -> None:
    async with patience.waiting():
        for gap in wait.gaps:
            await go(loop, gap)
        patience.refill()
    await go(loop, wait.busy)


def ending(timeout_s: float, waits: list[Wait]) -> str:
    """How many sounds come before it ends, and how it ends."""
    loop, heard = HandLoop(), 0

    async def scene() -> str:
        nonlocal heard
        patience = Patience(timeout_s)
        try:
            for wait in waits:
                await hear(loop, patience, wait)
                heard += 1
        except ProviderError as error:
            return f"{heard} {error}"
        return f"{heard}"

    try:
        return loop.run_until_complete(scene())
    finally:
        loop.close()


@settings(deadline=None)
@given(timeout_s=st.integers(1, 4000).map(lambda ms: ms / 1000), waits=waits)
def test_only_the_time_from_one_sound_to_the_next_counts(
    timeout_s: float, waits: list[Wait]
) -> None:
    # To the microsecond it is the clock's rounding that decides.
    assume(all(abs(sum(wait.gaps) - timeout_s) > 1e-6 for wait in waits))
    heard = 0
    while heard < len(waits) and sum(waits[heard].gaps) < timeout_s:
        heard += 1
    words = "no more sound" if heard else "no sound"
    late = f" timeout: {words} within {timeout_s * 1000:.0f} ms" if heard < len(waits) else ""
    assert ending(timeout_s, waits) == f"{heard}{late}"


def test_a_late_first_sound_leaves_the_whole_timeout_for_the_next() -> None:
    assert ending(2.0, [Wait((1.5,)), *[Wait((0.8,))] * 20]) == "21"


def test_what_brings_no_sound_draws_on_one_budget_across_two_requests() -> None:
    loop = HandLoop()

    async def scene() -> None:
        patience = Patience(5.0)
        async with patience.waiting():
            await go(loop, 3.0)
        with pytest.raises(ProviderError, match="timeout: no sound within 5000 ms"):
            async with patience.waiting():
                await go(loop, 2.1)

    loop.run_until_complete(scene())
    loop.close()


def test_sound_that_came_in_the_middle_of_a_wait_starts_the_timeout_anew_there() -> None:
    loop = HandLoop()

    async def scene() -> None:
        patience = Patience(2.0)
        async with patience.waiting():
            await go(loop, 1.5)
            patience.refill()
            await go(loop, 1.5)
        async with patience.waiting():
            await go(loop, 0.4)
        with pytest.raises(ProviderError, match="no more sound"):
            async with patience.waiting():
                await go(loop, 0.2)

    loop.run_until_complete(scene())
    loop.close()


@pytest.mark.parametrize("stopped_s", [0.6, 8.0, 86_400.0])
def test_time_in_which_the_process_was_stopped_does_not_count(stopped_s: float) -> None:
    loop = HandLoop()

    async def scene() -> None:
        patience = Patience(0.5)
        for _ in range(3):
            async with patience.waiting():
                await go(loop, 0.4)
                await jump(loop, stopped_s)
                patience.refill()
                await jump(loop, stopped_s)
        async with patience.waiting():
            await jump(loop, stopped_s)
            await go(loop, 0.4)
        with pytest.raises(ProviderError, match="no more sound within 500 ms"):
            async with patience.waiting():
                await go(loop, 0.2)

    loop.run_until_complete(scene())
    loop.close()


@pytest.mark.parametrize("late_s", [0.6, 5.0])
def test_a_loop_that_is_always_late_does_not_wait_for_ever(late_s: float) -> None:
    loop = HandLoop()

    async def late() -> None:
        for _ in range(20):
            await jump(loop, late_s)

    async def scene() -> None:
        with pytest.raises(ProviderError, match="no sound within 2000 ms"):
            async with Patience(2.0).waiting():
                await late()

    loop.run_until_complete(scene())
    loop.close()
