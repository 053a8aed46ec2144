"""Events that are emitted come to be in the file, and others see them there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import KOKORO_FAILURE, Event
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.children import NOW_MS, event, finish, running, said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "telemetry.db"


@pytest.fixture
def telemetry(path: Path) -> Iterator[Telemetry]:
    telemetry = Telemetry(path, source="cli")
    yield telemetry
    telemetry.close(5)


@pytest.fixture
def tail_of() -> Iterator[Callable[..., Tail]]:
    tails: list[Tail] = []

    def make(path: Path, last: int = 0) -> Tail:
        tails.append(Tail(path, last=last))
        return tails[-1]

    yield make
    for tail in tails:
        tail.close()


def test_an_event_is_read_as_it_was_emitted(
    telemetry: Telemetry, path: Path, tail_of: Callable[..., Tail]
) -> None:
    emitted = Event(KOKORO_FAILURE, NOW_MS, "s", "m", "panel", {"reason": "[/x] é", "n": 1.5})
    telemetry.emit(emitted)

    assert telemetry.flush(PATIENCE_S)
    (row,) = tail_of(path, last=10).read()
    assert row == Row(1, emitted.ts_ms, KOKORO_FAILURE, "s", "m", "panel", row.data)
    assert row.parsed() == emitted.data
    assert telemetry.status.state == "writing"
    assert telemetry.status.queued == 0


def test_events_keep_the_order_in_which_they_were_emitted(
    telemetry: Telemetry, path: Path, tail_of: Callable[..., Tail]
) -> None:
    names = [KOKORO_FAILURE if number % 3 else "stt.tts.x" for number in range(5_000)]
    for number, name in enumerate(names):
        telemetry.emit(event(number, name))

    assert telemetry.flush(PATIENCE_S)
    rows = tail_of(path, last=10_000).read(10_000)
    assert [row.parsed()["seq"] for row in rows] == list(range(5_000))
    assert [row.id for row in rows] == list(range(1, 5_001))


def test_nothing_that_an_event_holds_stops_the_ones_after_it(
    telemetry: Telemetry, path: Path, tail_of: Callable[..., Tail]
) -> None:
    odd: list[Event] = [
        Event("a", 1 << 70, "s", "m", "cli"),
        Event("b", NOW_MS, "\ud800", "m\x00", "cli"),
        Event("c", NOW_MS, "s", "m", "cli", {"x": float("nan")}),
        Event("d", NOW_MS, "s", "m", "cli", {"x": object()}),  # type: ignore[dict-item]  # a caller's slip
        Event("e", NOW_MS, None, 7, "cli"),  # type: ignore[arg-type]  # a caller's slip
        Event("f", NOW_MS, "s", "m", "cli", {"page": "<html>" * 9_000}),
        Event("g", NOW_MS, "s", "m", "cli", {str(key): "x" * 99 for key in range(999)}),
        Event("h", NOW_MS, "s", "m", "cli", {"reason": "\ud800"}),
    ]
    for one in odd:
        telemetry.emit(one)
    telemetry.emit(event(99))

    assert telemetry.flush(PATIENCE_S)
    rows = tail_of(path, last=99).read()
    assert [row.name for row in rows[:-1]] == list("abcdefgh")
    assert rows[-1].parsed() == {"seq": 99}
    assert all(isinstance(row.parsed(), dict) and len(row.data) < 20_000 for row in rows)


def test_what_was_emitted_before_close_is_there_after_it(
    path: Path, tail_of: Callable[..., Tail]
) -> None:
    telemetry = Telemetry(path, source="cli")
    for number in range(3_000):
        telemetry.emit(event(number))

    assert telemetry.close(PATIENCE_S)
    telemetry.emit(event(3_000))
    assert telemetry.close(PATIENCE_S)
    assert len(tail_of(path, last=9_999).read(9_999)) == 3_000


def test_a_tail_begins_at_the_end_or_a_few_events_before_it(
    telemetry: Telemetry, path: Path, tail_of: Callable[..., Tail]
) -> None:
    for number in range(10):
        telemetry.emit(event(number))
    assert telemetry.flush(PATIENCE_S)

    at_end, three_before = tail_of(path), tail_of(path, last=3)
    telemetry.emit(event(10))
    assert telemetry.flush(PATIENCE_S)
    assert [row.parsed()["seq"] for row in at_end.read()] == [10]
    assert [row.parsed()["seq"] for row in three_before.read(2)] == [7, 8]
    assert [row.parsed()["seq"] for row in three_before.read()] == [9, 10]
    assert three_before.read() == []


def test_a_tail_that_came_before_the_store_reads_it_from_its_first_event(
    path: Path, tail_of: Callable[..., Tail]
) -> None:
    tail = tail_of(path)
    assert tail.read() == []
    assert "does not exist" in tail.fault

    telemetry = Telemetry(path, source="cli")
    telemetry.emit(event(1))
    assert telemetry.close(PATIENCE_S)
    assert [row.parsed()["seq"] for row in tail.read()] == [1]
    assert tail.fault == ""


def test_follow_yields_what_comes_and_ends_when_told(
    telemetry: Telemetry, path: Path, tail_of: Callable[..., Tail]
) -> None:
    stop, seen = threading.Event(), []
    for number in range(50):
        telemetry.emit(event(number))
    for rows in tail_of(path).follow(stop, interval=0.01, limit=7):
        seen += [row.parsed()["seq"] for row in rows]
        if len(seen) == 50:
            stop.set()
    assert seen == list(range(50))


def test_processes_append_at_once_and_lose_nothing(
    path: Path, tail_of: Callable[..., Tail]
) -> None:
    with ExitStack() as stack:
        children = [stack.enter_context(running("append", path, 3_000, mark)) for mark in "abc"]
        assert [said(child) for child in children] == ["True"] * 3
        for child in children:
            finish(child)

    rows = tail_of(path, last=99_999).read(99_999)
    for mark in "abc":
        seqs = [row.parsed()["seq"] for row in rows if row.message_id == mark]
        assert seqs == list(range(3_000))


def test_another_process_sees_an_event_soon(path: Path, tail_of: Callable[..., Tail]) -> None:
    tail = tail_of(path)
    with running("append", path, 1, "a") as child:
        assert said(child) == "True"
        bound = time.monotonic() + PATIENCE_S
        while not (rows := tail.read()) and time.monotonic() < bound:
            pass
        finish(child)
    assert [row.message_id for row in rows] == ["a"]
