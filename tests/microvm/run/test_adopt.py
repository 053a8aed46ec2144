"""A supervisor is killed: its VM goes on, and the next one takes it over, or leaves it alone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import open_image
from arqon_microvm.run.firecracker import Firecracker
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.process import Held, identify
from arqon_microvm.run.state import RunState
from arqon_microvm.run.stop import stop
from tests.microvm.run.conftest import gone, left, running

pytestmark = [
    pytest.mark.usefixtures("hurried", "collected"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@asynccontextmanager
async def abandoned(plan: Plan) -> AsyncIterator[RunState]:
    """A VM whose supervisor, another process, was killed; it is ended if the test does not."""
    assert isinstance(plan.monitor, Firecracker)
    command = [sys.executable, "-c", "from arqon_tui.cli.main import main; main()", "vm", "run"]
    command += ["--image", str(plan.image), "--state-dir", str(plan.folder.path)]
    command += ["--firecracker", plan.monitor.executable, "--listen", "127.0.0.1:0"]
    supervisor = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert supervisor.stderr is not None
    async for line in supervisor.stderr:
        if line == b"vm: ready\n":
            break
    supervisor.kill()
    await supervisor.wait()
    supervisor.stderr.feed_eof()
    state = plan.folder.last()
    assert state is not None
    try:
        yield state
    finally:
        with suppress(ProcessLookupError):
            os.kill(state.processes["monitor"].pid, signal.SIGKILL)


async def test_the_vm_goes_on_and_is_taken_over(plan: Plan, patient: None) -> None:
    async with abandoned(plan) as before:
        identity = plan.folder.identity()
        async with running(plan) as run:
            await run.says("ready")
            assert (run.state.instance_id, run.state.restarts) == (before.instance_id, 0)
            assert run.state.processes == before.processes
            assert plan.folder.identity() == identity
            assert (await run.get("/healthz")).status_code == 200
        assert "the guest stopped" in run.said
        assert left(plan.folder) == []


async def test_a_supervisor_that_is_stopped_first_ends_the_vm_it_takes_over(
    plan: Plan, patient: None
) -> None:
    async with abandoned(plan) as before:
        async with running(plan) as run:
            run.supervisor.stop()
        assert "the guest stopped" in run.said
        assert gone(before.processes["monitor"].pid)
        assert left(plan.folder) == []


async def test_down_stops_a_vm_without_a_supervisor(plan: Plan) -> None:
    async with abandoned(plan) as before:
        told = await asyncio.to_thread(stop, plan.folder)
        assert told == "Stopped; its supervisor had died."
        assert gone(before.processes["monitor"].pid)
        assert left(plan.folder) == []


async def test_a_vm_that_died_with_its_supervisor_leaves_nothing_in_the_way(plan: Plan) -> None:
    async with abandoned(plan) as before:
        os.kill(before.processes["monitor"].pid, signal.SIGKILL)
        held = Held.adopt(before.processes["monitor"])
        if held is not None:
            await held.ended()
            held.close()
        async with running(plan) as run:
            await run.says("ready")
            assert run.state.instance_id != before.instance_id


async def test_a_vm_of_another_image_is_left_alone(plan: Plan, image: Path) -> None:
    async with abandoned(plan) as before:
        (image / "manifest.json").write_text((image / "manifest.json").read_text() + " ")
        assert open_image(image).sha256 != before.image_sha256
        async with running(plan) as run:
            with pytest.raises(VmError, match=r"of another image or monitor still runs.*vm down"):
                await run.task
        assert before.processes["monitor"].alive()
        assert plan.folder.last() == before


@pytest.mark.parametrize("changed", ["executable", "instance"])
async def test_what_does_not_agree_is_left_alone(plan: Plan, changed: str) -> None:
    async with abandoned(plan) as before:
        monitor = before.processes["monitor"]
        if changed == "executable":
            other = monitor.model_copy(update={"executable_sha256": "0" * 64})
            told = before.model_copy(update={"processes": {"monitor": other}})
        else:
            told = before.model_copy(update={"instance_id": "0" * 32})
        plan.folder.write(told)
        async with running(plan) as run:
            with pytest.raises(VmError, match="cannot be taken over"):
                await run.task
        assert monitor.alive()
        assert plan.folder.last() == told


async def test_a_later_process_of_the_same_number_is_not_touched(plan: Plan) -> None:
    sleeper = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        async with abandoned(plan) as before:
            found = identify(sleeper.pid)
            assert found is not None
            reused = found.model_copy(update={"start_time": found.start_time - 1})
            plan.folder.write(before.model_copy(update={"processes": {"monitor": reused}}))
            async with running(plan) as run:
                await run.says("ready")
            assert sleeper.returncode is None
    finally:
        sleeper.kill()
        await sleeper.wait()
