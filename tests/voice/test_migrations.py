"""Files of every earlier version are taken on, newer ones are left alone."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.replay.ledger import SCHEMA as REPLAY
from arqon_voice.sqlite.faults import UnusableError
from arqon_voice.sqlite.file import open_database, open_reader
from arqon_voice.sqlite.migrations import Schema
from arqon_voice.telemetry.store import SCHEMA as TELEMETRY
from tests.patience import PATIENCE_S
from tests.voice.children import finish, running, said
from tests.voice.telemetry_help import Open, emit, seqs, stored, wait_for

STORES = Path(__file__).with_name("stores")
"""Written by the program as it was; the events are of the year 2096, so that none expires."""
MADE_S = 1_750_000_000.0
"""When the stored messages of `replay-*.db` were spoken."""


def copy_of(store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(store, tmp_path / f"{store.stem.partition('-')[0]}.db"))


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        names = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        found = connection.execute(names).fetchall()
    return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in found)


def raise_version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


def test_there_is_a_stored_file_of_every_earlier_version() -> None:
    for name, schema in (("telemetry", TELEMETRY), ("replay", REPLAY)):
        kept = {version(path) for path in STORES.glob(f"{name}-*.db")}
        assert kept >= set(range(1, schema.version))


@pytest.mark.parametrize("store", sorted(STORES.glob("telemetry-*.db")), ids=lambda path: path.stem)
def test_events_of_an_earlier_version_stay(store: Path, tmp_path: Path, telemetry_at: Open) -> None:
    path = copy_of(store, tmp_path)
    before = stored(path)
    assert len(before) == 18, "what nobody has migrated yet is read as it is"
    telemetry = telemetry_at(path)
    emit(telemetry, range(3))
    assert telemetry.flush(PATIENCE_S)
    assert telemetry.status.fault == ""
    after = stored(path)
    assert (after[:18], seqs(after[18:])) == (before, [0, 1, 2])
    open_database(tmp_path / "new.db", TELEMETRY, busy_s=0).close()
    assert tables(path) == tables(tmp_path / "new.db")
    assert version(path) == TELEMETRY.version
    assert list(tmp_path.glob("*corrupt*")) == []


@pytest.mark.parametrize("store", sorted(STORES.glob("replay-*.db")), ids=lambda path: path.stem)
def test_what_an_earlier_version_spoke_is_not_spoken_again(store: Path, tmp_path: Path) -> None:
    guard = ReplayGuard(copy_of(store, tmp_path), clock=lambda: MADE_S + 60)
    claims = [guard.claim(name) for name in ("spoken", "heard", "claimed", "another")]
    assert claims == [False, False, True, True]
    assert guard.fault == ""
    guard.close()


def test_processes_that_migrate_at_once_all_go_on(tmp_path: Path) -> None:
    path = copy_of(STORES / "telemetry-1.db", tmp_path)
    with ExitStack() as stack:
        children = [stack.enter_context(running("append", path, 50, mark)) for mark in "abcd"]
        assert [said(child) for child in children] == ["True"] * 4
        for child in children:
            finish(child)
    rows = stored(path)
    assert len(rows) == 18 + 4 * 50
    for mark in "abcd":
        assert seqs([row for row in rows if row.message_id == mark]) == list(range(50))
    assert version(path) == TELEMETRY.version
    assert list(tmp_path.glob("*corrupt*")) == []


@pytest.mark.parametrize("statements", [0, 1, 3])
def test_killed_in_the_middle_leaves_the_file_as_it_was(
    tmp_path: Path, telemetry_at: Open, statements: int
) -> None:
    path = copy_of(STORES / "telemetry-1.db", tmp_path)
    with running("migrate_and_die", path, statements) as child:
        assert child.wait(PATIENCE_S) == -signal.SIGKILL
    assert version(path) == 1
    telemetry = telemetry_at(path)
    emit(telemetry, range(2))
    assert telemetry.flush(PATIENCE_S)
    assert seqs(stored(path)[18:]) == [0, 1]
    assert version(path) == TELEMETRY.version


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = copy_of(STORES / "replay-1.db", tmp_path)
    before = tables(path)
    further = Schema(steps=(*REPLAY.steps, ("CREATE TABLE further (x)", "NO SQL")))
    with pytest.raises(UnusableError, match="syntax error"):
        open_database(path, further, busy_s=0)
    assert (tables(path), version(path)) == (before, 1)


@pytest.mark.parametrize("number", [TELEMETRY.version + 1, 9_999])
def test_a_newer_store_is_refused_in_words_and_left_alone(
    tmp_path: Path, telemetry_at: Open, number: int
) -> None:
    path = copy_of(STORES / "telemetry-1.db", tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE event RENAME TO happening")
    raise_version(path, number)
    telemetry = telemetry_at(path)
    emit(telemetry, range(1))
    wait_for(lambda: telemetry.status.state == "in memory only")
    assert "newer version of Arqon TTS" in telemetry.status.fault
    with pytest.raises(UnusableError, match="update this one"):
        open_reader(path, TELEMETRY, busy_s=0)
    assert not telemetry.close(0.01)
    assert version(path) == number
    assert list(tmp_path.glob("*corrupt*")) == []


def test_a_store_that_is_migrated_by_a_newer_program_while_in_use_is_left_alone(
    tmp_path: Path, telemetry_at: Open
) -> None:
    path = tmp_path / "telemetry.db"
    telemetry = telemetry_at(path)
    emit(telemetry, range(2))
    assert telemetry.flush(PATIENCE_S)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER event_came")
        connection.execute("ALTER TABLE event RENAME COLUMN data TO details")
    raise_version(path, TELEMETRY.version + 1)
    emit(telemetry, range(2, 3))
    wait_for(lambda: telemetry.status.state == "in memory only")
    assert "newer version" in telemetry.status.fault
    assert list(tmp_path.glob("*corrupt*")) == []


def test_a_newer_replay_file_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    path = copy_of(STORES / "replay-1.db", tmp_path)
    raise_version(path, REPLAY.version + 1)
    guard = ReplayGuard(path, clock=lambda: MADE_S)
    assert guard.claim("another")
    assert "newer version" in guard.fault
    assert "in memory only" in guard.fault
    guard.close()
    assert [file.name for file in tmp_path.iterdir() if "corrupt" in file.name] == []
