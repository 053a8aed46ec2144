"""What takes its time does not hold up the end of what it was for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest

from arqon_microvm.attest import attest
from arqon_microvm.run.aside import aside
from arqon_microvm.run.plan import Plan
from tests.microvm.run.conftest import left, running
from tests.patience import PATIENCE_S


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """Ends those who wait for it, after the test."""
    event = threading.Event()
    yield event
    event.set()


async def test_its_result_and_its_error_come_back() -> None:
    def fail() -> NoReturn:
        raise ValueError("no")

    assert await aside(lambda: 7) == 7
    with pytest.raises(ValueError, match="no"):
        await aside(fail)


def ends(story: threading.Thread) -> bool:
    story.start()
    story.join(PATIENCE_S)
    return not story.is_alive()


def test_a_program_ends_without_it(held: threading.Event) -> None:
    async def story() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(aside(held.wait), 0.01)

    assert ends(threading.Thread(target=lambda: asyncio.run(story()), daemon=True))


def test_a_stop_does_not_wait_for_an_attestation(
    plan: Plan, patient: None, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    attesting = threading.Event()

    def for_ever(*_: object) -> NoReturn:
        attesting.set()
        held.wait()
        raise AssertionError

    monkeypatch.setattr(attest, "attest", for_ever)

    async def story() -> None:
        async with running(plan) as run:
            await run.says("ready")
            await asyncio.to_thread(attesting.wait, PATIENCE_S)

    assert ends(threading.Thread(target=lambda: asyncio.run(story()), daemon=True))
    assert attesting.is_set()
    assert left(plan.folder) == []
