"""The store keeps within its age and its size, in small steps, while events keep coming."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from arqon_voice.telemetry.backlog import Backlog
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import STREAM_CHUNK, Event
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.reader import Selection, select
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.store import Retention, Store
from arqon_voice.telemetry.tail import Tail
from arqon_voice.telemetry.writer import Limits, Writer
from tests.patience import PATIENCE_S
from tests.voice.children import event
from tests.voice.telemetry_help import wait_for

MEGABYTE = 1024 * 1024
NOW_S = 1_800_000_000.0
DAY_MS = 86_400_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "telemetry.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def aged(days: float, count: int) -> Iterator[Event]:
    ts_ms = int(NOW_S * 1000 - days * DAY_MS)
    return (Event(STREAM_CHUNK, ts_ms, "s", "m", "cli", {"days": days}) for _ in range(count))


def days_kept(path: Path) -> dict[object, int]:
    days = [row.parsed()["days"] for row in select(path, Selection())]
    return {day: days.count(day) for day in set(days)}


class DailyUse:
    """A program that writes an event a day into the store, by a clock that may be wrong."""

    def __init__(self, path: Path) -> None:
        self.path, self.day = path, 0.0
        self.backlog = Backlog(10)
        self.writer = Writer(path, self.backlog, Limits(), "cli", self.clock)

    def clock(self) -> float:
        return NOW_S + self.day * 86_400

    def use(self, days: Iterable[int], *, wrong_by: int = 0) -> None:
        for day in days:
            self.day = day + wrong_by
            ts_ms = int(self.clock() * 1000)
            self.backlog.put(Event(STREAM_CHUNK, ts_ms, "s", "m", "cli", {"days": day}))
            for _ in range(3):
                self.writer.step()

    def kept(self) -> set[object]:
        return set(days_kept(self.path))


@pytest.fixture
def daily(path: Path) -> Iterator[DailyUse]:
    daily = DailyUse(path)
    yield daily
    daily.writer.close()


def pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def test_a_file_under_load_does_not_outgrow_its_size(path: Path) -> None:
    limits = Limits(retention=Retention(max_bytes=MEGABYTE))
    telemetry = Telemetry(path, source="cli", limits=limits)
    rows: list[Row] = []
    largest = 0
    with closing(Tail(path)) as tail:
        for number in range(40_000):
            telemetry.emit(event(number))
            if number % 2_000 == 0:
                assert telemetry.flush(PATIENCE_S)
                largest = max(largest, path.stat().st_size)
                rows += tail.read(5_000)
        assert telemetry.close(PATIENCE_S)
        rows += tail.read(5_000)

    assert largest < 1.5 * MEGABYTE
    assert [row.parsed()["seq"] for row in rows] == list(range(40_000))
    kept = [row.id for row in select(path, Selection())]
    assert kept == list(range(kept[0], 40_001))
    assert len(kept) > 2_000


def test_what_is_too_old_goes_and_its_room_is_given_back(path: Path) -> None:
    append_events(path, aged(15, 60_000))
    append_events(path, aged(13, 100))
    full = path.stat().st_size
    telemetry = Telemetry(path, source="cli", clock=lambda: NOW_S)
    wait_for(lambda: days_kept(path) == {13: 100})
    wait_for(lambda: pages(path) * 4_096 < full / 2)
    for new in aged(0, 1):
        telemetry.emit(new)
    assert telemetry.close(PATIENCE_S)
    assert days_kept(path) == {13: 100, 0: 1}
    assert path.stat().st_size < full / 2


def test_a_store_whose_limit_was_lowered_shrinks_without_a_new_event(path: Path) -> None:
    append_events(path, aged(1, 30_000))
    limits = Limits(retention=Retention(max_bytes=MEGABYTE))
    telemetry = Telemetry(path, source="cli", limits=limits, clock=lambda: NOW_S)
    wait_for(lambda: pages(path) * 4_096 < 1.5 * MEGABYTE)
    assert telemetry.close(PATIENCE_S)


def test_old_events_go_in_small_steps(store: Store, path: Path) -> None:
    append_events(path, aged(15, 3_000))
    append_events(path, aged(13, 10))
    limit = int(NOW_S * 1000) - 14 * DAY_MS
    assert store.expire(limit)
    assert days_kept(path) == {15: 1_000, 13: 10}
    assert store.expire(limit)
    assert days_kept(path) == {13: 10}
    assert not store.expire(limit)


def test_an_id_is_never_given_twice(store: Store, path: Path) -> None:
    append_events(path, aged(15, 10))
    assert store.expire(int(NOW_S * 1000))
    assert list(select(path, Selection())) == []
    with closing(Tail(path)) as tail:
        append_events(path, aged(0, 1))
        assert [row.id for row in tail.read()] == [11]


@pytest.mark.parametrize("wrong_by", [15, 31, 400, 4_000, -15, -400, -20_833])
def test_a_clock_that_is_wrong_for_a_while_costs_no_event(daily: DailyUse, wrong_by: int) -> None:
    daily.use(range(10))
    daily.use(range(10, 12), wrong_by=wrong_by)
    assert daily.kept() == set(range(12))
    daily.use([12])
    assert daily.kept() == set(range(13))
    daily.use(range(13, 60))
    assert daily.kept() == set(range(45, 60))


def test_what_was_written_before_a_long_pause_is_still_there_after_it(daily: DailyUse) -> None:
    daily.use(range(3))
    daily.use(range(100, 103))
    assert daily.kept() == {0, 1, 2, 100, 101, 102}
    daily.use(range(103, 110))
    assert daily.kept() == set(range(100, 110))
