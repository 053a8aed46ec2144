"""A stream whose engine works for others: its client hears from it, and loses nothing."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_sidecar.service.steady import steadily
from tests.patience import PATIENCE_S


async def made(parts: list[int], then: asyncio.Event | None = None) -> AsyncGenerator[int, None]:
    """Parts at once, and then nothing before the event."""
    for part in parts:
        yield part
    if then is not None:
        await then.wait()


@given(
    parts=st.lists(st.integers(), max_size=30),
    far=st.sets(st.integers()),
    most=st.integers(0, 9),
    quiet_s=st.sampled_from([0.0, math.inf]),
)
async def test_all_parts_come_in_order(
    parts: list[int], far: set[int], most: int, quiet_s: float
) -> None:
    sent = steadily(made(parts), far.__contains__, quiet_s, most)
    assert [part async for part in sent] == parts


async def test_what_is_near_goes_out_at_once_and_what_is_far_up_to_a_rest() -> None:
    free = asyncio.Event()
    parts = steadily(made([*range(9)], free), lambda part: part > 2, math.inf, most=4)
    assert [await anext(parts) for _ in range(5)] == [*range(5)]
    fifth = asyncio.ensure_future(anext(parts))
    await asyncio.sleep(0)
    assert not fifth.done()
    free.set()
    assert [await fifth, *[part async for part in parts]] == [5, 6, 7, 8]


async def test_what_was_kept_is_sent_while_no_more_is_made() -> None:
    """The engine works for somebody else all the time."""
    never = asyncio.Event()
    parts = steadily(made([*range(6)], never), lambda _part: True, quiet_s=0.01)
    async with asyncio.timeout(PATIENCE_S):
        assert [await anext(parts) for _ in range(6)] == [*range(6)]
    await parts.aclose()


async def test_a_fault_comes_behind_all_that_was_made() -> None:
    async def failing() -> AsyncGenerator[int, None]:
        yield 1
        yield 2
        raise ValueError("the engine failed")

    parts = steadily(failing(), lambda _part: True, math.inf)
    assert [await anext(parts), await anext(parts)] == [1, 2]
    with pytest.raises(ValueError, match="the engine failed"):
        await anext(parts)


async def test_a_client_that_leaves_ends_what_makes_the_parts() -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            ended.set()

    parts = steadily(endless(), lambda _part: False)
    assert await anext(parts) == 1
    await parts.aclose()
    assert ended.is_set()
