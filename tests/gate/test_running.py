"""What runs is told to the other processes of the user, and ends with the process that runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from arqon_gate.record import Recorder
from arqon_gate.run import Subject
from arqon_gate.running import Running, announced, running
from arqon_service.home import Home
from tests.gate.bad_checks import check_that
from tests.patience import PATIENCE_S

RUN = """
from pathlib import Path
from arqon_gate.run import Subject, run_check
from arqon_service.home import Home
from tests.gate.bad_checks import check_that
subject = Subject(Home.under(Path("user")), "")
run_check(check_that("leaves_a_process_and_hangs"), subject, lambda t: print(t, end="", flush=True))
"""


def test_a_check_is_told_while_it_runs(subject: Subject, tmp_path: Path) -> None:
    seen: list[Running] = []
    recorder = Recorder(subject, tmp_path / "evidence")
    recorder.run(check_that("is_proven"), lambda _: seen.extend(running(subject.user)))
    assert {(one.check, one.pid) for one in seen} == {("is-proven", os.getpid())}
    assert running(subject.user) == ()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"check": 1}', '"\\ud800"'])
def test_a_note_that_is_not_whole_tells_nothing(content: str, tmp_path: Path) -> None:
    user = Home.under(tmp_path)
    with announced(user, "soak", 1.0):
        (tmp_path / "run/gate/7.json").write_text(content)
        assert [one.check for one in running(user)] == ["soak"]


def test_the_note_of_a_process_that_was_killed_goes(tmp_path: Path) -> None:
    user, folder = Home.under(tmp_path), tmp_path / "run/gate"
    with announced(user, "soak", 1.0):
        note = json.loads((folder / f"{os.getpid()}.json").read_text())
    boot, _, start = note["process"].split("/")
    dead = {**note, "process": f"{boot}/{os.getpid()}/{start}0"}
    (folder / "7.json").write_text(json.dumps(dead))
    assert running(user) == ()
    with announced(user, "replay", 2.0):
        assert [path.name for path in folder.iterdir()] == [f"{os.getpid()}.json"]


def test_a_place_that_takes_no_note_stops_no_check(subject: Subject, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    user = replace(subject.user, runtime=tmp_path / "file")
    run = Recorder(replace(subject, user=user), tmp_path / "evidence").run(
        check_that("is_proven"), lambda _: None
    )
    assert run.outcome.verdict == "proven"
    assert running(user) == ()


@pytest.mark.usefixtures("subject")
def test_all_that_a_check_started_ends_with_a_gate_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, cwd=tmp_path) as run:
        assert run.stdout is not None
        left = psutil.Process(int(run.stdout.readline()))
        check = left.parent()
        assert check is not None
        run.kill()
    assert not psutil.wait_procs([left, check], PATIENCE_S)[1]
