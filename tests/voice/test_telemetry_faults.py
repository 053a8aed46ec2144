"""A file that cannot be written now: callers go on, nothing is lost, and it is said."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from arqon_voice.telemetry.events import STREAM_CHUNK, TELEMETRY_DROPPED
from arqon_voice.telemetry.writer import Limits
from tests.patience import PATIENCE_S
from tests.voice.children import finish, running, said, tell
from tests.voice.telemetry_help import Open, emit, seqs, stored, wait_for


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "telemetry.db"


def test_a_locked_store_is_waited_for_and_nothing_is_lost(path: Path, telemetry_at: Open) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(10))
    assert telemetry.flush(PATIENCE_S)
    with running("lock", path) as locker:
        assert said(locker) == "locked"
        emit(telemetry, range(10, 11))
        wait_for(lambda: telemetry.status.state == "retrying")
        emit(telemetry, range(11, 5_000))
        assert "locked by another process" in telemetry.status.fault
        assert telemetry.status.queued == 4_990
        assert not telemetry.flush(0.01)
        finish(locker)
    # Without a nudge: nothing is emitted or flushed any more.
    wait_for(lambda: telemetry.status.queued == 0)
    assert seqs(stored(path)) == list(range(5_000))
    assert (telemetry.status.state, telemetry.status.fault) == ("writing", "")


def test_a_full_queue_drops_chunks_first_and_says_so_in_one_event(
    path: Path, telemetry_at: Open
) -> None:
    telemetry = telemetry_at(path, Limits(queue=100, retry_s=(0.02, 0.05)))
    assert telemetry.flush(PATIENCE_S)
    with running("lock", path) as locker:
        assert said(locker) == "locked"
        emit(telemetry, range(1))
        wait_for(lambda: telemetry.status.state == "retrying")
        emit(telemetry, range(1, 61))
        emit(telemetry, range(100, 250), STREAM_CHUNK)
        assert telemetry.status.dropped == 110
        finish(locker)
    assert telemetry.flush(PATIENCE_S)
    rows = stored(path)
    assert seqs(rows) == [*range(61), *range(210, 250)]
    (told,) = [row for row in rows if row.name == TELEMETRY_DROPPED]
    assert told.parsed() == {"dropped": 110, "stream_chunks": 110}


def test_a_folder_that_cannot_be_made_is_told_and_waited_for(
    tmp_path: Path, telemetry_at: Open
) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where the folder should be")
    telemetry = telemetry_at(blocked / "telemetry.db")
    emit(telemetry, range(100))
    wait_for(lambda: telemetry.status.state == "in memory only")
    assert str(blocked) in telemetry.status.fault
    assert telemetry.status.queued == 100
    blocked.unlink()
    assert telemetry.flush(PATIENCE_S)
    assert seqs(stored(blocked / "telemetry.db")) == list(range(100))
    assert (telemetry.status.state, telemetry.status.fault) == ("writing", "")


def test_closing_gives_up_in_time_and_says_what_was_not_written(
    tmp_path: Path, telemetry_at: Open
) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("")
    telemetry = telemetry_at(blocked / "telemetry.db")
    emit(telemetry, range(3))
    assert not telemetry.close(0.1)
    assert telemetry.status.queued == 3


def test_a_full_disk_is_told_and_waited_for(path: Path) -> None:
    with running("append_to_a_full_disk", path, 5_000) as child:
        assert [said(child) for _ in range(3)] == ["True", "True", "in memory only"]
        assert "free space" in said(child)
        assert [said(child) for _ in range(2)] == ["True", "writing"]
        finish(child)
    assert seqs(stored(path)) == list(range(5_000))


def test_a_folder_without_rights_is_told_and_waited_for() -> None:
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        state.chmod(0o555)
        with running("append_as_nobody", state / "telemetry.db") as child:
            assert [said(child) for _ in range(2)] == ["True", "in memory only"]
            assert "check the rights" in said(child)
            state.chmod(0o777)
            tell(child, "go on")
            assert said(child) == "True"
            finish(child)
        assert seqs(stored(state / "telemetry.db")) == [0]
