"""The jailer: what it is told, what lies in the jail, and that nothing of it is left.

The jailer of the tests drops no privileges; what only a real one shows is named in the docs.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
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
