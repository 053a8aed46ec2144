"""`vm up`, `vm run` and `vm down` at each other's worst moments, and without their folder."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arqon_microvm.run.process import identify
from arqon_microvm.run.state import RunState
from tests.e2e.vms import Vms
from tests.free_port import free_port
from tests.microvm.firecracker.executable import make_executable
from tests.patience import PATIENCE_S
from tests.removal import remove_whole

WRONG = {"booted": "never_ready", "restarting": "no_api", "stopping": "stubborn"}
"""What keeps the VM in a phase."""


@pytest.fixture(scope="module")
def firecracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firecracker")
    return make_executable(folder, "firecracker", "tests.microvm.firecracker")


@pytest.fixture
def vms(home: Path, firecracker: Path) -> Vms:
    return Vms(home, firecracker, f"127.0.0.1:{free_port()}")


def left(vms: Vms) -> list[str]:
    """The processes that still name the home, and the files that only a running VM has."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if any(str(vms.home) in word for word in words) and process.pid != os.getpid():
            found.append(" ".join(words))
    kept = {"lock", "starting.lock"}
    if vms.folder.path.exists():
        found += [
            path.name
            for path in vms.folder.path.iterdir()
            if path.name not in kept and ".log" not in path.name
        ]
    return found


def reach(vms: Vms, running: subprocess.Popen[str], phase: str) -> RunState:
    if phase == "stopping":
        vms.until("ready", running)
        running.terminate()
    return vms.until(phase, running)


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(delay_s=st.floats(0, 2))
def test_down_at_any_moment_of_up(vms: Vms, delay_s: float) -> None:
    with vms.start("up") as up:
        while not vms.folder.starter() and up.poll() is None:
            time.sleep(0.005)
        time.sleep(delay_s)  # the moment, which is the input
        code, said = vms.said("down")
        told, _ = up.communicate(timeout=PATIENCE_S)
    assert code == 0, said
    assert said.startswith("Stopped"), (said, told)
    assert left(vms) == []


def test_a_second_up_leaves_the_first_and_its_log_alone(vms: Vms) -> None:
    with vms.start("up", wrong="never_ready") as first:
        vms.until("booted", first)
        log = vms.folder.log.read_text()
        code, said = vms.said("up")
        assert code == 1
        assert f"process {first.pid} is starting a VM in" in said
        assert vms.folder.log.read_text().startswith(log)
        assert vms.said("down")[1] == "Stopped while it was starting.\n"
        assert first.wait(PATIENCE_S) == 130
    assert left(vms) == []


@pytest.mark.parametrize("phase", ["starting", "ready", "restarting"])
def test_when_its_folder_goes_so_does_the_supervisor(vms: Vms, phase: str) -> None:
    with vms.start("run", wrong=WRONG.get(phase, "")) as running:
        state = reach(vms, running, phase)
        remove_whole(vms.folder.path)
        said, _ = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 1
    assert f"the state folder {vms.folder.path} was removed, and the VM stopped" in said
    assert "Traceback" not in said
    assert all(identify(process.pid) is None for process in state.processes.values())
    assert left(vms) == []


def test_a_supervisor_without_its_folder_is_found_by_its_port(vms: Vms) -> None:
    with vms.start("run") as running:
        vms.until("ready", running)
        running.send_signal(signal.SIGSTOP)  # else it would end by itself
        remove_whole(vms.folder.path)
        code, said = vms.said("status", "--listen", vms.listen)
        assert code == 1
        assert f"Process {running.pid} runs one, and its folder" in said
        running.send_signal(signal.SIGCONT)
        code, said = vms.said("down", "--listen", vms.listen)
        assert code == 0, said
        running.communicate(timeout=PATIENCE_S)
    assert left(vms) == []


def test_a_supervisor_in_another_folder_is_named_and_left_alone(vms: Vms, tmp_path: Path) -> None:
    with vms.start("run") as running:
        state = vms.until("ready", running)
        other = Vms(tmp_path / "other", vms.firecracker)
        other.home.mkdir()
        for verb, code in (("down", 0), ("status", 1)):
            ended, said = other.said(verb, "--listen", state.listen)
            assert (ended, said.startswith("No VM runs")) == (code, True)
            assert f"Process {running.pid} runs one in {vms.folder.path}" in said
        assert vms.folder.read() is not None
        running.terminate()
        assert running.wait(PATIENCE_S) == 0


@pytest.mark.parametrize(
    ("victim", "phase"),
    [
        ("supervisor", "starting"),
        ("supervisor", "booted"),
        ("supervisor", "stopping"),
        ("monitor", "ready"),
    ],
)
def test_after_a_kill_in_any_phase_down_leaves_nothing(vms: Vms, phase: str, victim: str) -> None:
    with vms.start("run", wrong=WRONG.get(phase, "")) as running:
        state = reach(vms, running, phase)
        if victim == "supervisor":
            running.kill()
        else:
            for process in state.processes.values():
                os.kill(process.pid, signal.SIGKILL)
        code, said = vms.said("down")
        assert code == 0, said
        running.communicate(timeout=PATIENCE_S)
    assert left(vms) == []
