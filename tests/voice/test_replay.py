"""No message is spoken twice, whatever happens to the processes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.voice.children import finish, rest, running, said, tell
from tests.voice.guards import Clock, GuardAt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "replay.db"


def test_a_message_is_claimed_once_and_never_again_after_it_was_spoken(
    path: Path, guard_at: GuardAt
) -> None:
    guard = guard_at(path)
    assert guard.claim("m")
    assert not guard.claim("m")
    guard.began("m")
    assert not guard.claim("m")
    guard.spoken("m")
    guard.release("m")
    assert not guard.claim("m")
    assert not guard_at(path).claim("m")


def test_a_message_that_failed_may_be_asked_for_again(path: Path, guard_at: GuardAt) -> None:
    guard = guard_at(path)
    for was_heard in (False, True):
        assert guard.claim("m")
        if was_heard:
            guard.began("m")
        guard.release("m")
    assert guard_at(path).claim("m")


def test_nobody_can_release_the_message_of_another(path: Path, guard_at: GuardAt) -> None:
    assert guard_at(path).claim("m")
    other = guard_at(path)
    other.release("m")
    assert not other.claim("m")


def test_a_message_without_an_id_is_refused_aloud(path: Path, guard_at: GuardAt) -> None:
    with pytest.raises(ValueError, match="without an id"):
        guard_at(path).claim("")


def test_long_and_odd_ids_are_told_apart(path: Path, guard_at: GuardAt) -> None:
    guard = guard_at(path)
    ids = ["x" * 10_000, "x" * 10_001, "\ud800", "\ud801", "a\x00b", "a\x00c", "[/x] é", " "]
    assert [guard.claim(one) for one in ids] == [True] * len(ids)
    assert [guard.claim(one) for one in ids] == [False] * len(ids)
    assert guard.fault == ""


@pytest.mark.parametrize("days", [-400, -8, 8, 400, -20_000])
def test_a_clock_that_was_wrong_for_a_while_frees_nothing(
    path: Path, guard_at: GuardAt, clock: Clock, days: int
) -> None:
    guard = guard_at(path)
    assert guard.claim("before")
    guard.spoken("before")
    clock.now += days * 86_400
    assert guard.claim("meanwhile")
    guard.spoken("meanwhile")
    clock.now -= days * 86_400
    assert guard.claim("after")
    assert not any(guard_at(path).claim(message) for message in ("before", "meanwhile", "after"))


def test_of_two_processes_exactly_one_gets_each_message(path: Path) -> None:
    with running("claim_what_is_asked", path) as one, running("claim_what_is_asked", path) as two:
        for number in range(200):
            tell(one, f"m{number}")
            tell(two, f"m{number}")
            assert {said(one), said(two)} == {"True", "False"}
        finish(one)
        finish(two)


def test_the_claim_of_a_process_that_died_unheard_is_free_and_only_then(
    path: Path, guard_at: GuardAt
) -> None:
    with (
        running("claim_one", path, "unheard") as unheard,
        running("claim_one", path, "heard", "began") as heard,
    ):
        assert [said(unheard), said(heard)] == ["claimed", "claimed"]
        guard = guard_at(path)
        assert [guard.claim("unheard"), guard.claim("heard")] == [False, False]

        for child in (unheard, heard):
            child.kill()
            # A process that its parent has not yet reaped is dead all the same.
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert [guard.claim("unheard"), guard.claim("heard")] == [True, False]


def test_killed_at_any_moment_it_leaves_a_whole_file_that_remembers(
    path: Path, guard_at: GuardAt
) -> None:
    for mark in "abcdef":
        with running("speak_for_ever", path, mark) as child:
            lines = [said(child) for _ in range(40 + 7 * ord(mark) % 50)]
            child.kill()
            lines += rest(child).split("\n")[:-1]
        guard = guard_at(path)
        heard = {line.split()[1] for line in lines if line.startswith(("began", "spoken"))}
        assert len(heard) > 10
        assert not any(guard.claim(message) for message in heard)
        assert guard.claim(f"{mark}{len(heard) + 2}")
        assert guard.fault == ""
        guard.close()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
