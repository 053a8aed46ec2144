"""No message is spoken twice while the file cannot be used, and this is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.replay.ledger import MessageState
from tests.voice.children import finish, running, said
from tests.voice.guards import Clock, GuardAt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "replay.db"


def test_a_locked_file_does_not_stop_it_and_is_caught_up_with(
    path: Path, guard_at: GuardAt, clock: Clock
) -> None:
    guard = guard_at(path)
    for message in ("spoken before", "failing"):
        assert guard.claim(message)
    guard.spoken("spoken before")

    with running("lock", path) as locker:
        assert said(locker) == "locked"
        assert guard.claim("meanwhile")
        assert "locked by another process" in guard.fault
        assert not guard.claim("meanwhile")
        assert not guard.claim("spoken before")
        guard.spoken("meanwhile")
        guard.release("failing")
        assert guard.claim("failing")
        guard.release("failing")
        finish(locker)

    clock.now += 60
    assert guard.claim("afterwards")
    assert guard.fault == ""
    other = guard_at(path)
    assert not other.claim("meanwhile")
    assert other.claim("failing")


def test_a_folder_that_cannot_be_used_is_told_and_done_without(
    tmp_path: Path, guard_at: GuardAt, clock: Clock
) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where the folder should be")
    guard = guard_at(blocked / "replay.db")
    assert guard.claim("m")
    guard.spoken("m")
    assert not guard.claim("m")
    assert str(blocked) in guard.fault
    assert "in memory only" in guard.fault

    blocked.unlink()
    clock.now += 60
    assert not guard.claim("m")
    assert guard.fault == ""
    assert not guard_at(blocked / "replay.db").claim("m")


def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(path: Path, guard_at: GuardAt) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this was never a database" * 999)
    guard = guard_at(path)
    assert guard.claim("m")
    (kept,) = path.parent.glob("replay.db.corrupt-*")
    assert kept.read_bytes() == b"this was never a database" * 999
    assert kept.name in guard.fault
    assert not guard_at(path).claim("m")


def test_a_file_that_was_deleted_is_begun_anew_with_what_this_process_knows(
    path: Path, guard_at: GuardAt
) -> None:
    guard = guard_at(path)
    assert guard.claim("m")
    guard.spoken("m")
    for file in path.parent.iterdir():
        file.unlink()
    assert not guard.claim("m")
    assert guard.claim("n")
    assert guard.fault == ""
    assert not guard_at(path).claim("m")


def locked_for_a_while(guard: ReplayGuard, path: Path, clock: Clock) -> None:
    with running("lock", path) as locker:
        assert said(locker) == "locked"
        assert guard.claim_here("meanwhile")
        assert guard.claim_in_file("meanwhile") is None
        finish(locker)
    clock.now += 60


def deleted(guard: ReplayGuard, path: Path, clock: Clock) -> None:
    for file in path.parent.iterdir():
        file.unlink()


def without_its_wal(guard: ReplayGuard, path: Path, clock: Clock) -> None:
    path.with_name("replay.db-wal").unlink()


def damaged(guard: ReplayGuard, path: Path, clock: Clock) -> None:
    guard.close()
    path.write_bytes(b"this was never a database" * 999)


@pytest.mark.parametrize("fault", [locked_for_a_while, deleted, without_its_wal, damaged])
def test_the_first_message_after_a_fault_of_the_file_is_spoken(
    path: Path, guard_at: GuardAt, clock: Clock, fault: Callable[[ReplayGuard, Path, Clock], None]
) -> None:
    """As the plane claims: by what this process knows, and then in the file."""
    guard = guard_at(path)
    assert guard.claim_here("before")
    assert guard.claim_in_file("before")
    fault(guard, path, clock)

    assert guard.claim_here("afterwards")
    assert guard.claim_in_file("afterwards")
    assert not guard.claim_here("afterwards")
    other = guard_at(path)
    for message in ("before", "afterwards"):
        assert not other.claim(message)
    guard.release("afterwards")
    assert other.claim("afterwards")


def test_a_claim_in_the_file_that_comes_late_undoes_nothing(
    path: Path, guard_at: GuardAt, clock: Clock
) -> None:
    guard = guard_at(path)
    assert guard.claim_here("m")
    guard.began("m")
    assert guard.claim_in_file("m")
    guard.close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT state FROM message").fetchall() == [(MessageState.HEARD,)]
