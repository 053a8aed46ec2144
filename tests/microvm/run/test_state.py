"""One owner of a VM's folder, and a state that is believed only while its writer runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.errors import VmError
from arqon_microvm.run.console import Console
from arqon_microvm.run.state import Process, RunState, StateFolder, identify
from arqon_microvm.run.stop import stop
from arqon_microvm.run.supervisor import LONGEST_S, RESTARTS, WITHIN_S, Budget


def state_of(process: Process) -> RunState:
    return RunState(
        monitor="qemu",
        phase="ready",
        image="image",
        image_sha256="0" * 64,
        listen="127.0.0.1:7781",
        supervisor=process,
    )


def me() -> Process:
    found = identify(os.getpid())
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    folder = StateFolder(tmp_path / "vm")
    folder.make()
    return folder


def test_only_its_user_may_look_in(folder: StateFolder) -> None:
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_a_path_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VmError, match="too long for a socket"):
        StateFolder(tmp_path / ("x" * 100)).make()


def test_a_second_owner_is_told_who_the_first_is(folder: StateFolder) -> None:
    lock = folder.own()
    folder.write(state_of(me()))
    with pytest.raises(VmError, match=f"process {os.getpid()} runs a VM in .* already"):
        folder.own()
    os.close(lock)
    os.close(folder.own())


def test_what_was_left_behind_is_removed_by_the_next_owner(folder: StateFolder) -> None:
    (folder.path / "v.sock_1").touch()
    folder.v_sock.touch()
    folder.console.touch()
    os.close(folder.own())
    assert sorted(path.name for path in folder.path.iterdir()) == ["console.log", "lock"]


def test_a_process_of_the_same_number_is_not_taken_for_the_supervisor(folder: StateFolder) -> None:
    folder.write(state_of(me()))
    assert folder.read() is not None
    folder.write(state_of(me().model_copy(update={"start_time": 1})))
    assert folder.read() is None
    assert stop(folder) == f"No VM runs in {folder.path}."


def test_a_supervisor_is_stopped(folder: StateFolder) -> None:
    waits = "import signal; print(flush=True); signal.pause()"
    with subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = identify(process.pid)
        assert found is not None
        folder.write(state_of(found))
        assert stop(folder) == "Stopped."
        assert folder.read() is None


@given(st.lists(st.binary(max_size=60), max_size=40))
def test_the_console_keeps_the_latest_and_no_more(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("console") / "log"
    with Console(path, half_bytes=100) as console:
        for piece in pieces:
            console.write(piece)
    older = path.with_name("log.1")
    kept = (older.read_bytes() if older.exists() else b"") + path.read_bytes()
    said = b"".join(pieces)
    assert said.endswith(kept)
    assert len(kept) <= 2 * 160
    assert len(kept) >= min(len(said), 100)


@given(st.lists(st.floats(0, 400), min_size=1, max_size=30))
def test_starts_wait_longer_each_time_and_end_when_too_many(gaps: list[float]) -> None:
    budget, now, failures = Budget(), 0.0, []
    for gap in gaps:
        now += gap
        failures.append(now)
        recent = sum(failure > now - WITHIN_S for failure in failures)
        expected = None if recent > RESTARTS else min(2.0 ** (recent - 1), LONGEST_S)
        assert budget.failed(now) == expected
