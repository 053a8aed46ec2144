"""The jailer: what it is told, what lies in the jail, and that nothing of it is left.

The jailer of the tests drops no privileges; what only a real one shows is named in the docs.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.run.jail import Jail
from arqon_microvm.run.plan import Plan
from tests.microvm.firecracker.executable import make_executable
from tests.microvm.run.conftest import left, running, with_monitor

pytestmark = [
    pytest.mark.usefixtures("hurried", "collected"),
    pytest.mark.skipif(os.geteuid() != 0, reason="the jailer needs root"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def jail(tmp_path: Path) -> Iterator[Jail]:
    jailer = make_executable(tmp_path, "jailer", "tests.microvm.firecracker.jailer")
    with tempfile.TemporaryDirectory(prefix="j") as base:  # a short one: its sockets lie deep
        yield Jail(jailer, Path(base), 64781, 64781)


async def test_a_guest_in_a_jail(plan: Plan, jail: Jail) -> None:
    async with running(with_monitor(plan, jail=jail)) as run:
        await run.says("ready")
        state = run.state
        assert state.jail is not None
        root = state.jail / "root"
        assert state.jail.parent.name == "firecracker"
        assert (root / "vmlinux").stat().st_ino == (plan.image / "vmlinux").stat().st_ino
        assert (root / "run").stat().st_uid == 64781
        assert state.v_sock is not None
        assert state.v_sock.path == root / "run/v.sock"
        assert (await run.get("/healthz")).status_code == 200
        os.kill(run.monitor(), signal.SIGKILL)
        await run.says("ready", 2)
        assert not state.jail.exists()
    assert left(plan.folder) == []
    assert list((jail.base / "firecracker").iterdir()) == []


async def test_a_refusal_leaves_no_jail(plan: Plan, jail: Jail, wrong: Callable[..., None]) -> None:
    wrong("no_vsock")
    async with running(with_monitor(plan, jail=jail)) as run:
        with pytest.raises(VmError, match="told to refuse"):
            await run.task
    assert list((jail.base / "firecracker").iterdir()) == []


async def test_a_jail_too_deep_for_its_sockets(plan: Plan, jail: Jail, tmp_path: Path) -> None:
    deep = Jail(jail.jailer, tmp_path / ("deep" * 20), 1, 1)
    async with running(with_monitor(plan, jail=deep)) as run:
        with pytest.raises(VmError, match="too long for a socket"):
            await run.task


async def test_files_of_another_mount_are_copied(plan: Plan, jail: Jail, image: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        shutil.copytree(image, elsewhere, dirs_exist_ok=True)
        there = replace(with_monitor(plan, jail=jail), image=Path(elsewhere))
        async with running(there) as run:
            await run.says("ready")
            assert run.state.jail is not None
            copied = run.state.jail / "root/vmlinux"
            assert copied.read_bytes() == (image / "vmlinux").read_bytes()
            assert copied.stat().st_nlink == 1


async def test_a_jail_is_noted_down_while_it_is_made(
    plan: Plan, jail: Jail, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[bool] = []

    def refused(*_: object) -> None:
        known = plan.folder.last()
        noted.append(known is not None and known.jail is not None and known.jail.exists())
        raise OSError("no jail today")

    monkeypatch.setattr("arqon_microvm.run.jail._bring", refused)
    async with running(with_monitor(plan, jail=jail)) as run:
        assert "no jail today" in await run.says("restarting")
    assert noted[0]
    assert list((jail.base / "firecracker").iterdir()) == []


def test_a_copy_that_is_halted_leaves_nothing(jail: Jail, tmp_path: Path) -> None:
    halted = threading.Event()
    halted.set()
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
        file.write(b"x")
        file.flush()
        with pytest.raises(VmError, match="Operation canceled"):
            jail.layout(tmp_path / "firecracker", "vm", {"memory": Path(file.name)}, halted)
    assert list((jail.base / "firecracker").iterdir()) == []


def test_a_jail_in_memory_may_hold_the_file_of_a_snapshot() -> None:
    limits = []
    for base in ("/dev/shm/jails", "/srv/jailer"):
        command = Jail(Path("jailer"), Path(base), 1, 1).command(Path("firecracker"), "vm", 512)
        limits.append(next(word for word in command if word.startswith("memory.max=")))
    assert limits == [f"memory.max={1152 << 20}", f"memory.max={640 << 20}"]
