"""A release that is refused for use: started only where somebody wants to try it, and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.run.jail import Jail
from arqon_microvm.run.plan import Plan
from tests.microvm.run.conftest import left, running, with_monitor
from tests.microvm.run.test_jail import jail
from tests.microvm.run.test_snapshot import taken

pytestmark = [
    pytest.mark.usefixtures("hurried", "collected"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
__all__ = ["jail"]

REFUSED = "1.12.1 is a refused release: older than 1.15.0: known faults of vsock"


@pytest.fixture
def tried(plan: Plan, wrong: Callable[..., None]) -> Plan:
    """Its console is its standard output: it knows no `PUT /serial`."""
    wrong("old")
    return with_monitor(plan, try_release=True)


async def test_it_is_refused_unless_somebody_tries_it(
    plan: Plan, wrong: Callable[..., None]
) -> None:
    wrong("old")
    async with running(plan) as run:
        with pytest.raises(VmError, match=r"1\.12\.1 must not be used: older than 1\.15\.0"):
            await run.task


async def test_it_runs_is_heard_on_its_console_and_never_attested(tried: Plan) -> None:
    async with running(tried) as run:
        told = await run.says(REFUSED)
        assert "it is only tried, and never attested" in told
        await run.says("ready")
        assert (await run.get("/healthz")).status_code == 200
        assert f"not attested: {REFUSED}" in await run.says("not attested: ")
        assert len([line for line in run.said if REFUSED in line]) == 2
        assert "booted" in tried.folder.console.read_text()
        assert "booted" not in tried.folder.monitor_log.read_text()
        (tried.folder.path / "silent").touch()
        await run.says("the console gave no sign of life")
    assert left(tried.folder) == ["silent"]


async def test_its_snapshot_is_restored_in_a_jail(tried: Plan, jail: Jail, tmp_path: Path) -> None:
    tried = with_monitor(tried, jail=jail)
    described = await taken(tried, tmp_path / "snapshot")
    async with running(with_monitor(tried, snapshot=tmp_path / "snapshot")) as run:
        await run.says("ready")
        assert run.state.booted_as == described.booted_as
        assert "booted" in tried.folder.console.read_text()


async def test_outside_of_one_it_boots_cold_and_says_why(tried: Plan, tmp_path: Path) -> None:
    await taken(tried, tmp_path / "snapshot")
    async with running(with_monitor(tried, snapshot=tmp_path / "snapshot")) as run:
        assert "1.12.1 opens the guest's socket only where" in await run.says("cold boot")
        await run.says("ready")
