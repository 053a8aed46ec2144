"""One owner of a VM's folder, and a state that is believed only while its writer runs."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.errors import VmError
from arqon_microvm.guest.beat import BEAT
from arqon_microvm.run import stop as stopping
from arqon_microvm.run.console import Console
from arqon_microvm.run.folder import LOG_BYTES, StateFolder
from arqon_microvm.run.process import Process, executable_sha256, held_up_s, identify
from arqon_microvm.run.state import Identity, RunState
from arqon_microvm.run.stop import stop


def state_of(process: Process) -> RunState:
    return RunState(
        monitor="qemu",
        phase="ready",
        started_at="2026-01-01T00:00:00+00:00",
        image=Path("image"),
        image_sha256="0" * 64,
        vcpus=2,
        memory_mib=512,
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
    folder.keep(Identity.new("1" * 32))
    assert (folder.path / "identity.json").stat().st_mode & 0o777 == 0o600


def test_a_path_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VmError, match="too long for a socket"):
        StateFolder(tmp_path / ("x" * 100)).make()


def test_a_file_in_its_place_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VmError, match="cannot be made"):
        StateFolder(tmp_path / "file" / "vm").make()


def test_what_a_supervisor_of_another_version_says_besides_is_left_out(folder: StateFolder) -> None:
    """Or `vm down` would not find its VM after an update."""
    state = state_of(me())
    folder.put("state.json", json.dumps({**state.model_dump(mode="json"), "later": [1]}))
    assert folder.read() == state


def test_a_second_owner_is_told_who_the_first_is(folder: StateFolder) -> None:
    lock = folder.lock()
    folder.write(state_of(me()))
    with pytest.raises(VmError, match=f"process {os.getpid()} runs a VM in .* already"):
        folder.lock()
    os.close(lock)
    os.close(folder.lock())


def test_cleaning_keeps_what_is_to_be_read_afterwards(folder: StateFolder) -> None:
    folder.write(state_of(me()))
    folder.keep(Identity.new("1" * 32))
    for name in ("v.sock", "v.sock_1", "api.sock", "console.fifo", "console.log", "monitor.log"):
        (folder.path / name).touch()
    folder.clean()
    assert sorted(path.name for path in folder.path.iterdir()) == ["console.log", "monitor.log"]


def test_a_process_of_the_same_number_is_not_taken_for_the_supervisor(folder: StateFolder) -> None:
    folder.write(state_of(me()))
    assert folder.read() is not None
    folder.write(state_of(me().model_copy(update={"start_time": 1})))
    assert folder.read() is None
    assert "had died" in stop(folder)
    assert stop(folder) == f"No VM runs in {folder.path}."


def test_a_process_is_changed_when_it_runs_something_else() -> None:
    mine = me().model_copy(update={"executable_sha256": executable_sha256(os.getpid())})
    assert mine.unchanged()
    assert not mine.model_copy(update={"executable_sha256": "0" * 64}).unchanged()


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


@pytest.mark.parametrize("held_up", [True, False])
def test_a_supervisor_that_a_busy_machine_holds_up_is_not_killed_meanwhile(
    folder: StateFolder, monkeypatch: pytest.MonkeyPatch, held_up: bool
) -> None:
    """It ends when it was waited for in twice as many turns as there are in its time."""
    waits = (
        "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: None); print(flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        asked = 0

        def told(pid: int) -> float:
            nonlocal asked
            assert pid == process.pid
            asked += 1
            if asked == 20:
                process.communicate()
            return asked * 0.01 if held_up else 0.0

        monkeypatch.setattr(stopping, "held_up_s", told)
        monkeypatch.setattr(stopping, "STOP_S", 0.1)
        monkeypatch.setattr(stopping, "_TURN_S", 0.01)
        monkeypatch.setattr(stopping, "_LEAST_S", 0.001)
        found = identify(process.pid)
        assert found is not None
        folder.write(state_of(found))
        if held_up:
            assert stop(folder) == "Stopped."
            assert process.returncode == 0
        else:
            with pytest.raises(VmError, match=r"did not end within 0\.1 s; it was killed"):
                stop(folder)


def test_the_kernel_tells_how_long_a_process_was_held_up() -> None:
    spins = (
        f"import os; os.sched_setaffinity(0, [{min(os.sched_getaffinity(0))}])\nwhile True: pass"
    )
    with ExitStack() as stack:
        two = [stack.enter_context(subprocess.Popen([sys.executable, "-c", spins])) for _ in "ab"]
        for each in two:
            stack.callback(each.kill)
        while held_up_s(two[0].pid) < 0.05:
            assert two[0].poll() is None
            select.select([], [], [], 0.01)
    assert held_up_s(two[0].pid) == 0


@given(st.lists(st.binary(max_size=60), max_size=40))
def test_the_console_keeps_the_latest_and_no_more(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("console") / "log"
    with Console(path, half_bytes=100) as console:
        for piece in [*pieces, b"\n"]:
            console.write(piece)
    older = path.with_name("log.1")
    kept = (older.read_bytes() if older.exists() else b"") + path.read_bytes()
    lines = b"".join(pieces).split(b"\n")
    said = b"".join(line + b"\n" for line in lines if line.rstrip() != BEAT)
    longest = max(map(len, said.split(b"\n"))) + 1
    assert said.endswith(kept)
    assert len(kept) <= 2 * (100 + longest)
    assert len(kept) >= min(len(said), 100)


def test_the_beat_is_counted_and_not_kept(tmp_path: Path) -> None:
    now = 0.0
    with Console(tmp_path / "log", now=lambda: now) as console:
        beats = []
        for piece in (b"one\n" + BEAT[:4], BEAT[4:] + b"\r\ntwo\n", BEAT + b"\n"):
            console.write(piece)
            beats.append(console.last_beat)
            now += 1
        console.begin("another")
        beats.append(console.last_beat)
    assert beats == [None, 1.0, 2.0, None]
    assert (tmp_path / "log").read_text() == "one\ntwo\n--- another ---\n"


def test_a_line_that_never_ends_is_kept_too(tmp_path: Path) -> None:
    with Console(tmp_path / "log") as console:
        console.write(b"x" * 10_000)
        assert (tmp_path / "log").stat().st_size == 10_000


def test_the_monitors_log_is_kept_short(folder: StateFolder) -> None:
    with folder.monitor_log.open("ab") as monitor:
        monitor.write(bytes(LOG_BYTES))
        monitor.flush()
        folder.keep_short()
        assert folder.monitor_log.stat().st_size == LOG_BYTES
        monitor.write(b"one more")
        monitor.flush()
        folder.keep_short()
        monitor.write(b"after")
        monitor.flush()
    assert folder.monitor_log.read_bytes() == b"after"
