"""Files beside a database in use that another program deletes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from copy import copy
from pathlib import Path
from threading import Event, Thread

import pytest

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.sqlite import database
from arqon_voice.sqlite.database import check_let_go
from arqon_voice.sqlite.file import open_database
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.store import SCHEMA
from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.children import finish, running, said
from tests.voice.telemetry_help import Open, emit, seqs, stored, wait_for

TAKEN = [("-wal",), ("-shm",), ("-wal", "-shm")]


def take_away(path: Path, suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes:
        Path(f"{path}{suffix}").unlink()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "telemetry.db"


def test_what_is_just_being_closed_was_not_taken_away(path: Path) -> None:
    opened = open_database(path, SCHEMA, busy_s=1.0)
    others = ThreadPoolExecutor(1)
    looks: list[Future[None]] = []

    class Closing:
        """The last connection has closed, its -shm is gone, and another thread opens the file."""

        def close(self) -> None:
            opened.connection.close()
            assert not Path(f"{path}-shm").exists()
            looks.append(others.submit(check_let_go, path))
            wait(looks, 0.5)

    object.__setattr__(closing := copy(opened), "connection", Closing())
    database._open_here.discard(opened)
    database._open_here.add(closing)
    closing.close()
    looks[0].result(PATIENCE_S)
    others.shutdown()


@pytest.mark.parametrize("suffixes", TAKEN)
def test_what_was_acknowledged_is_kept_when_the_writer_ends(
    path: Path, suffixes: tuple[str, ...]
) -> None:
    with running("append", path, 200, "m") as child:
        assert said(child) == "True"
        take_away(path, suffixes)
        finish(child)
    assert seqs(stored(path)) == list(range(200))


@pytest.mark.parametrize("suffixes", TAKEN)
def test_a_writer_notices_says_it_and_goes_on(
    path: Path, telemetry_at: Open, suffixes: tuple[str, ...]
) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(200))
    assert telemetry.flush(PATIENCE_S)
    take_away(path, suffixes)
    emit(telemetry, range(200, 210))
    assert telemetry.flush(PATIENCE_S)
    assert telemetry.status.state == "writing"
    assert f"{path}{suffixes[0]} was deleted" in telemetry.status.fault
    with running("append", path, 5, "other") as child:
        assert said(child) == "True"
        finish(child)
    rows = stored(path)
    assert seqs([row for row in rows if row.message_id == "m"]) == list(range(210))
    assert seqs([row for row in rows if row.message_id == "other"]) == list(range(5))


def test_a_writer_with_nothing_to_write_notices_too(path: Path, telemetry_at: Open) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(3))
    assert telemetry.flush(PATIENCE_S)
    take_away(path, ("-wal",))
    wait_for(lambda: "-wal was deleted" in telemetry.status.fault)
    wait_for(lambda: telemetry.status.state == "writing")
    assert seqs(stored(path)) == [0, 1, 2]


@pytest.mark.parametrize("suffixes", TAKEN)
def test_two_writers_go_on_together(
    path: Path, telemetry_at: Open, suffixes: tuple[str, ...]
) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(100))
    with running("append", path, 100, "other") as child:
        assert said(child) == "True"
        assert telemetry.flush(PATIENCE_S)
        take_away(path, suffixes)
        emit(telemetry, range(100, 150))
        assert telemetry.flush(PATIENCE_S)
        finish(child)
    emit(telemetry, range(150, 160))
    assert telemetry.flush(PATIENCE_S)
    assert telemetry.close(PATIENCE_S)
    rows = stored(path)
    assert seqs([row for row in rows if row.message_id == "m"]) == list(range(160))
    assert seqs([row for row in rows if row.message_id == "other"]) == list(range(100))


@pytest.mark.parametrize("suffixes", TAKEN)
def test_a_program_that_writes_and_follows_goes_on_together_with_others(
    path: Path, telemetry_at: Open, suffixes: tuple[str, ...]
) -> None:
    telemetry, tail, ended, followed = (
        telemetry_at(path),
        Tail(path, last=1_000),
        Event(),
        list[Row](),
    )

    def follow() -> None:
        for rows in tail.follow(ended):
            followed.extend(rows)
        tail.close()

    emit(telemetry, range(100))
    following = Thread(target=follow)
    following.start()
    wait_for(lambda: len(followed) == 100)
    take_away(path, suffixes)
    emit(telemetry, range(100, 150))
    assert telemetry.flush(PATIENCE_S)
    with running("append", path, 50, "other") as child:
        assert said(child) == "True"
        finish(child)
    emit(telemetry, range(150, 160))
    wait_for(lambda: len(followed) == 210)
    ended.set()
    following.join()
    assert telemetry.close(PATIENCE_S)
    rows = stored(path)
    assert seqs([row for row in rows if row.message_id == "m"]) == list(range(160))
    assert seqs([row for row in rows if row.message_id == "other"]) == list(range(50))


@pytest.mark.parametrize("suffixes", TAKEN)
def test_the_replay_guard_still_knows_what_was_spoken(
    tmp_path: Path, suffixes: tuple[str, ...]
) -> None:
    path = tmp_path / "replay.db"
    guard = ReplayGuard(path)
    for name in ("before", "after"):
        assert guard.claim(name)
        guard.began(name)
        guard.spoken(name)
        if name == "before":
            take_away(path, suffixes)
    guard.close()
    again = ReplayGuard(path)
    assert [again.claim(name) for name in ("before", "after", "new")] == [False, False, True]
    assert again.fault == ""
    again.close()
