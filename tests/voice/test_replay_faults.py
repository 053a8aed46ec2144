"""No message is spoken twice while the file cannot be used, and this is said."""

from __future__ import annotations

from pathlib import Path

import pytest

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
