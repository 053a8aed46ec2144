"""A tail follows the store through whatever happens to the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.children import finish, running, said
from tests.voice.telemetry_help import Open, emit, seqs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "telemetry.db"


def test_a_store_that_holds_nothing_yet_is_waited_for(path: Path, telemetry_at: Open) -> None:
    path.parent.mkdir()
    path.touch()  # as a full disk leaves it
    with closing(Tail(path)) as tail:
        assert tail.read() == []
        assert "holds nothing yet" in tail.fault
        telemetry = telemetry_at(path)
        emit(telemetry, range(2))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(tail.read()) == [0, 1]


@pytest.mark.parametrize("made", ["", "PRAGMA journal_mode = WAL"])
def test_a_store_that_is_being_made_is_read_from_its_first_event(
    path: Path, telemetry_at: Open, made: str
) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as maker:
        maker.execute(made)
        maker.execute("PRAGMA locking_mode = EXCLUSIVE")
        maker.execute("BEGIN EXCLUSIVE")
        tail = Tail(path)
        assert "locked" in tail.fault
        maker.execute("ROLLBACK")
    telemetry = telemetry_at(path)
    emit(telemetry, range(2))
    assert telemetry.flush(PATIENCE_S)
    with closing(tail):
        assert seqs(tail.read()) == [0, 1]


def test_a_tail_outlives_all_of_it(path: Path, telemetry_at: Open) -> None:
    with closing(Tail(path)) as tail:
        telemetry = telemetry_at(path)
        emit(telemetry, range(3))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(tail.read()) == [0, 1, 2]

        for file in path.parent.glob("telemetry.db*"):
            file.unlink()
        assert tail.read() == []
        assert "does not exist" in tail.fault
        emit(telemetry, range(3, 5))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(tail.read()) == [3, 4]

        assert telemetry.close(PATIENCE_S)
        tail.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink()
        path.write_bytes(b"garbage" * 10_000)
        assert tail.read() == []
        assert "damaged" in tail.fault
        telemetry = telemetry_at(path)
        emit(telemetry, range(5, 7))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(tail.read()) == [5, 6]
        assert tail.fault == ""


def test_a_tail_does_not_wait_for_a_file_that_is_held(path: Path, telemetry_at: Open) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(3))
    assert telemetry.close(PATIENCE_S)
    with running("lock", path, "locking_mode = EXCLUSIVE") as locker:
        assert said(locker) == "locked"
        tail = Tail(path)
        assert tail.read() == []
        assert "locked by another process" in tail.fault
        finish(locker)
        assert tail.read() == []
        assert tail.fault == ""
        telemetry = telemetry_at(path)
        emit(telemetry, range(3, 5))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(tail.read()) == [3, 4]
        tail.close()


def test_what_another_program_wrote_does_not_stop_a_tail(path: Path, telemetry_at: Open) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(1))
    assert telemetry.close(PATIENCE_S)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE event SET name = CAST(x'61ff' AS TEXT), data = 'no JSON'")
    with closing(Tail(path, last=9)) as tail:
        (row,) = tail.read()
    assert row.name == "a\N{REPLACEMENT CHARACTER}"
    assert row.parsed() == {"not_json": "no JSON"}
