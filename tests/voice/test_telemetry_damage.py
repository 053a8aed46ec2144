"""A file that is damaged, deleted, replaced, or left by a process that was killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from arqon_voice.sqlite.place import identity_of, set_aside
from arqon_voice.telemetry.events import TELEMETRY_RESET
from tests.patience import PATIENCE_S
from tests.voice.children import Child, finish, rest, running, said
from tests.voice.telemetry_help import Open, emit, seqs, stored, wait_for


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "telemetry.db"


def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(path: Path, telemetry_at: Open) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1_000)
    telemetry = telemetry_at(path)
    emit(telemetry, range(3))
    assert telemetry.flush(PATIENCE_S)

    (kept,) = path.parent.glob("telemetry.db.corrupt-*")
    assert kept.read_bytes() == b"no database" * 1_000
    rows = stored(path)
    (told,) = [row for row in rows if row.name == TELEMETRY_RESET]
    assert told.parsed()["kept_as"] == kept.name
    assert seqs(rows) == [0, 1, 2]
    assert telemetry.status.state == "writing"
    assert kept.name in telemetry.status.fault


def test_what_is_set_aside_keeps_its_parts_and_never_replaces_what_was_set_aside_before(
    path: Path,
) -> None:
    path.parent.mkdir()
    for number in range(3):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").write_text(f"{number}{suffix}")
        assert set_aside(path, identity_of(path), "now")
    kept = {file.name.partition("-now")[2]: file.read_text() for file in path.parent.glob("*now*")}
    assert kept == {
        f"{more}{suffix}": f"{number}{suffix}"
        for number, more in enumerate(("", "-2", "-3"))
        for suffix in ("", "-wal", "-shm")
    }


def test_only_the_file_that_was_found_damaged_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("damaged")
    found = identity_of(path)
    path.rename(path.with_name("moved by another process"))
    path.write_text("a new one")
    assert set_aside(path, found, "now") is None
    assert path.read_text() == "a new one"


def test_the_tables_of_another_program_are_kept_aside_too(path: Path, telemetry_at: Open) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photographs (x)")
    telemetry = telemetry_at(path)
    emit(telemetry, range(1))
    assert telemetry.flush(PATIENCE_S)
    assert "another program" in telemetry.status.fault
    (kept,) = path.parent.glob("telemetry.db.corrupt-*")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM photographs").fetchone() == (0,)


def test_a_store_of_a_newer_version_is_left_alone(path: Path, telemetry_at: Open) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    telemetry = telemetry_at(path)
    wait_for(lambda: telemetry.status.state == "in memory only")
    assert "newer version" in telemetry.status.fault
    assert list(path.parent.glob("*corrupt*")) == []


def test_processes_that_find_a_damaged_file_keep_one_copy_and_go_on_together(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1_000)
    with running("append", path, 500, "a") as one, running("append", path, 500, "b") as two:
        assert [said(one), said(two)] == ["True", "True"]
        finish(one)
        finish(two)
    assert len(list(path.parent.glob("telemetry.db.corrupt-*"))) == 1
    rows = stored(path)
    for mark in "ab":
        assert seqs([row for row in rows if row.message_id == mark]) == list(range(500))


def damage(path: Path) -> None:
    """Overwrite the middle of the file, as a broken disk or a careless program would.

    From another process: SQLite loses its locks on a file that its own process opens and closes.
    """
    script = "import sys; f = open(sys.argv[1], 'r+b'); f.seek(0); f.write(b'x' * 40_000)"
    subprocess.run([sys.executable, "-c", script, path], check=True)


def test_a_file_that_is_damaged_while_in_use_costs_no_later_event(
    path: Path, telemetry_at: Open
) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(3_000))
    assert telemetry.flush(PATIENCE_S)
    assert telemetry.close(PATIENCE_S)
    damage(path)
    telemetry = telemetry_at(path)
    emit(telemetry, range(3_000, 3_100))
    assert telemetry.flush(PATIENCE_S)
    assert seqs(stored(path)) == list(range(3_000, 3_100))
    assert len(list(path.parent.glob("telemetry.db.corrupt-*"))) == 1


def test_a_deleted_store_is_made_anew(path: Path, telemetry_at: Open) -> None:
    telemetry = telemetry_at(path)
    emit(telemetry, range(5))
    assert telemetry.flush(PATIENCE_S)
    for only_the_database in (True, False):
        for file in path.parent.glob("telemetry.db" if only_the_database else "telemetry.db*"):
            file.unlink()
        emit(telemetry, range(5, 10))
        assert telemetry.flush(PATIENCE_S)
        assert seqs(stored(path)) == [5, 6, 7, 8, 9]


def test_a_replaced_store_is_gone_on_with(path: Path, tmp_path: Path, telemetry_at: Open) -> None:
    other = tmp_path / "other.db"
    with running("append", other, 3, "restored") as child:
        assert said(child) == "True"
        finish(child)
    telemetry = telemetry_at(path)
    emit(telemetry, range(5))
    assert telemetry.flush(PATIENCE_S)
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink()
    other.rename(path)
    emit(telemetry, range(5, 8))
    assert telemetry.flush(PATIENCE_S)
    assert seqs(stored(path)) == [0, 1, 2, 5, 6, 7]


def test_killed_at_any_moment_it_leaves_a_whole_file(path: Path) -> None:
    promised: dict[str, int] = {}
    for mark in "abcdef":
        with (
            running("append_for_ever", path, mark) as victim,
            running("append_for_ever", path, f"{mark}2") as other,
        ):
            for _ in range(ord(mark) % 5 + 1):
                promised[mark] = int(said(victim))
            victim.kill()
            promised[f"{mark}2"] = last_number(other)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    rows = stored(path)
    for mark, number in promised.items():
        written = seqs([row for row in rows if row.message_id == mark])
        assert written == list(range(1, len(written) + 1))
        assert len(written) >= number


def last_number(child: Child) -> int:
    """The newest promise of `child`, which is then killed."""
    number = int(said(child))
    child.kill()
    return max([number, *map(int, rest(child).split())])
