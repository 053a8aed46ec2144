"""A process is told from every other one that has, had or will have its number."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_voice.process import ProcessOwner


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_process_that_got_the_number_of_a_dead_one_is_not_taken_for_it() -> None:
    this = ProcessOwner.of(os.getpid())
    assert this.is_alive()
    assert ProcessOwner.parse(str(this)) == this
    assert not ProcessOwner(this.boot, this.pid, str(int(this.start) - 1)).is_alive()
    assert not ProcessOwner("an earlier boot", this.pid, this.start).is_alive()


def test_what_has_ended_is_not_alive_also_before_its_parent_has_reaped_it(
    child: subprocess.Popen[bytes],
) -> None:
    owner = ProcessOwner.of(child.pid)
    os.kill(child.pid, signal.SIGSTOP)
    assert owner.is_alive(), "it stands still, but it is there"
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not owner.is_alive()
    assert not ProcessOwner.of(child.pid).is_alive(), "a zombie from the start"
    child.wait()
    assert not owner.is_alive()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux has /proc")
def test_what_earlier_versions_wrote_down_names_the_same_process(
    child: subprocess.Popen[bytes],
) -> None:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    ticks = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
    assert str(ProcessOwner.of(child.pid)) == f"{boot}/{child.pid}/{ticks}"


@pytest.mark.skipif(not psutil.LINUX, reason="only Linux counts from the boot")
def test_the_clock_may_be_set_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = ProcessOwner.of(os.getpid())
    booted = psutil.boot_time()
    for module in (psutil, sys.modules["psutil._pslinux"]):
        monkeypatch.setattr(module, "boot_time", lambda: booted - 400 * 86_400.0)
    assert owner.is_alive()


def test_a_process_that_may_not_be_looked_at_counts_as_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner = ProcessOwner.of(os.getpid())

    def refuse(self: psutil.Process) -> float:
        raise psutil.AccessDenied(self.pid)

    monkeypatch.setattr(psutil.Process, "create_time", refuse)
    assert owner.is_alive()


@given(st.text() | st.builds("{}/{}/{}".format, st.text(), st.integers(), st.text()))
def test_what_it_did_not_write_is_a_process_that_is_not_alive(text: str) -> None:
    assert not ProcessOwner.parse(text).is_alive()


def test_a_number_too_long_to_be_one_is_read_too() -> None:
    assert not ProcessOwner.parse(f"boot/{'9' * 5000}/1").is_alive()
