"""What the supervisor does about attestation: it tries once for each VM, and says what came out."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from arqon_microvm.attest.pins import Pins
from arqon_microvm.attest.standing import standing
from arqon_microvm.image.manifest import digest_of
from arqon_microvm.run.firecracker import Firecracker
from arqon_microvm.run.jail import Jail
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.snapshot import Described
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.run.conftest import Run, running, with_monitor
from tests.microvm.run.test_jail import jail
from tests.microvm.run.test_snapshot import taken
from tests.patience import PATIENCE_S

pytestmark = [
    pytest.mark.skipif(not kvm_works(), reason="/dev/kvm makes no machine here"),
    pytest.mark.usefixtures("collected"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
__all__ = ["jail"]


def pinned(plan: Plan, **more: object) -> Plan:
    assert isinstance(plan.monitor, Firecracker)
    return with_monitor(plan, pin=digest_of(Path(plan.monitor.executable)).sha256, **more)


def pins_of(plan: Plan) -> Pins:
    assert isinstance(plan.monitor, Firecracker)
    pin = digest_of(Path(plan.monitor.executable)).sha256
    return Pins(plan.image, pin, plan.monitor.snapshot)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer than an operator wants to wait."""
    monkeypatch.setattr("arqon_microvm.attest.standing._PATIENCE_S", PATIENCE_S)


async def stands(run: Run) -> str:
    url, pins = f"http://{run.state.listen}", pins_of(run.plan)
    return (await asyncio.to_thread(standing, run.plan.folder, url, pins)).words


async def test_each_vm_is_attested_when_it_is_ready(plan: Plan) -> None:
    async with running(pinned(plan)) as run:
        await run.says_all("attested")
        assert await stands(run) == run.said[-1] == "attested"
        os.kill(run.monitor(), signal.SIGKILL)
        await run.says("ready", 2)
        await run.says_all("attested", 2)
        assert await stands(run) == "attested"
    gone = await asyncio.to_thread(standing, plan.folder, "http://127.0.0.1:7781", pins_of(plan))
    assert gone.words != "attested"


async def test_a_monitor_that_nobody_pinned_is_not_attested(plan: Plan) -> None:
    async with running(plan) as run:
        assert "it will not be attested" in await run.says("is not pinned")
        told = await run.says("not attested")
        assert "pinned" in told
        assert (await run.get("/healthz")).status_code == 200


async def test_in_a_jail_and_from_a_snapshot(plan: Plan, jail: Jail, tmp_path: Path) -> None:
    plan = pinned(plan, jail=jail)
    described: Described = await taken(plan, tmp_path / "snapshot")
    async with running(with_monitor(plan, snapshot=tmp_path / "snapshot")) as run:
        await run.says_all("attested")
        assert run.state.booted_as == described.booted_as
        assert await stands(run) == "attested"
