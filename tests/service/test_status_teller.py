"""The status is told when it is new: at once after news, and else seldom while nothing is asked."""

from __future__ import annotations

from dataclasses import replace
from queue import Queue

import pytest

from arqon_service import status_teller
from arqon_service.status_teller import StatusTeller
from arqon_service.voice import Status
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState, QueueView, Sounding
from tests.patience import PATIENCE_S


class Told:
    """A status that a test sets, and what was told of it."""

    def __init__(self) -> None:
        self.status = Status(
            program="serve",
            pid=1,
            state=PlaneState("idle", Standing("fallback", "fallback")),
            queue=QueueView(sounding=None, waiting=()),
        )
        self.looks = 0
        self.told: Queue[Status] = Queue()
        self.teller = StatusTeller(self._look, self.told.put)
        self.teller.start()

    def _look(self) -> Status:
        self.looks += 1
        return self.status

    def next(self) -> Status:
        return self.told.get(timeout=PATIENCE_S)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(status_teller, "_IDLE_LOOK_S", 10 * PATIENCE_S)
    return Told()


def speaking(status: Status, heard_ms: int) -> Status:
    sounding = Sounding("m", "fallback", heard_ms)
    return replace(
        status,
        state=replace(status.state, phase="speaking", message_id="m", heard_ms=heard_ms),
        queue=QueueView(sounding=sounding, waiting=()),
    )


def test_news_are_told_without_waiting_for_the_next_look(told: Told) -> None:
    assert told.next() == told.status
    told.status = replace(told.status, bus="connected")
    told.teller.soon()
    assert told.next().bus == "connected"
    told.teller.close()


def test_while_it_speaks_the_playhead_is_told_without_news(told: Told) -> None:
    told.next()
    told.status = speaking(told.status, 10)
    told.teller.soon()
    assert told.next().state.heard_ms == 10
    for heard_ms in (20, 30):
        told.status = speaking(told.status, heard_ms)
        assert told.next().state.heard_ms == heard_ms
    told.teller.close()


def test_what_is_saved_is_followed_too(told: Told) -> None:
    told.next()
    told.status = replace(told.status, queue=QueueView(sounding=None, waiting=(), saving=1))
    told.teller.soon()
    assert told.next().queue.saving == 1
    told.status = replace(told.status, queue=QueueView(sounding=None, waiting=()))
    assert told.next().queue.saving == 0
    told.teller.close()


def test_closing_ends_its_thread_also_while_it_rests(told: Told) -> None:
    told.next()
    told.teller.close()
    told.teller._thread.join(PATIENCE_S)
    assert not told.teller._thread.is_alive()


def test_nothing_is_looked_at_while_nothing_is_asked(told: Told) -> None:
    told.next()
    before = told.looks
    told.teller._thread.join(0.3)
    assert told.looks == before
    told.teller.close()
