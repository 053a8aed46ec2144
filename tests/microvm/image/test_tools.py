"""Programs of a build: shown at a bearable pace, fed aside, ended with all their children."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import IO

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.pace import Pace
from arqon_microvm.image.tools import run
from tests.microvm.image.workshop import ends


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_a_second_and_a_word_each_five_seconds_of_silence() -> None:
    said: list[str] = []
    clock = Clock()
    pace = Pace(said.append, clock)
    for clock.now, line in ((100.5, "too early"), (101, "one"), (101.9, "too soon"), (102, "two")):
        pace.saw(line)
    for clock.now in (103, 106.9, 107, 108, 112.5):
        pace.silent()
    pace.saw("too soon")
    assert said == ["  one", "  two", "  … 7 s", "  … 12 s"]


def test_a_long_line_is_cut() -> None:
    said: list[str] = []
    clock = Clock()
    pace = Pace(said.append, clock)
    clock.now += 2
    pace.saw("x" * 1000)
    assert len(said[0]) < 110


def test_its_last_lines_are_quoted() -> None:
    lines = "for n in 1 2 3 4 5 6 7 8 9 10; do echo line $n; done; printf unended; exit 3"
    with pytest.raises(VmError, match=r"sh failed \(3\); it said:\n  line 4\n") as failed:
        run(["sh", "-c", lines], print)
    assert failed.value.what.endswith("line 10\n  unended")
    with pytest.raises(VmError, match="it said:\n  nothing"):
        run(["false"], print)


def test_what_the_user_has_set_does_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONOPTIMIZE", "LC_CTYPE", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    told = '[ "$TZ$LC_ALL$PYTHONHASHSEED$PIP_INDEX_URL$GIVEN" = UTCC.UTF-80keptgiven ]'
    run(["sh", "-c", f"{told} && ! env | grep mine"], print, {"GIVEN": "given"})


def test_it_is_fed_more_than_a_pipe_holds(tmp_path: Path) -> None:
    def feed(out: IO[bytes]) -> None:
        out.write(bytes(1 << 20))

    run(["sh", "-c", f"cat; cat > {tmp_path}/end"], print, feed=feed)
    run(["sh", "-c", f"cat > {tmp_path}/copy"], print, feed=feed)
    assert (tmp_path / "copy").stat().st_size == 1 << 20


def test_one_that_stops_reading_says_why_itself() -> None:
    def feed(out: IO[bytes]) -> None:
        out.write(bytes(1 << 22))

    with pytest.raises(VmError, match="no more"):
        run(["sh", "-c", "echo no more; exit 1"], print, feed=feed)


def test_a_feed_that_fails_is_the_error() -> None:
    def feed(out: IO[bytes]) -> None:
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError, match="gone"):
        run(["sh", "-c", "cat; exec sleep 1000"], print, feed=feed)


@pytest.mark.parametrize("trap", ["", "trap '' INT;"], ids=["ends when asked", "is deaf"])
def test_what_interrupts_ends_it_and_its_children(
    trap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arqon_microvm.image.tools._ASIDE_S", 0.2)
    monkeypatch.setattr("arqon_microvm.image.pace.BETWEEN_LINES_S", 0.0)
    processes: list[int] = []

    def interrupted(line: str) -> None:
        processes.extend(map(int, line.split()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(["sh", "-c", f"{trap} sleep 1000 & echo $$ $!; wait; sleep 1000"], interrupted)
    assert len(processes) == 2
    assert all(ends(process, 10) for process in processes)


def test_a_child_that_keeps_the_pipe_open_does_not_keep_us(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("arqon_microvm.image.pace.BETWEEN_LINES_S", 0.0)
    said: list[str] = []
    run(["sh", "-c", "sleep 1000 & echo $!"], said.append)
    os.kill(int(said[0]), signal.SIGKILL)
