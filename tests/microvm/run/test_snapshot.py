"""Snapshots against the fake API: made before the guest is told who it is, used where they fit."""

from __future__ import annotations

import asyncio
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import digest_of, open_image
from arqon_microvm.run.failure import explained
from arqon_microvm.run.firecracker import Firecracker
from arqon_microvm.run.monitor import Machine
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.snapshot import STAMP, VM_STATE, Described, Snapshot, Stamp, flags, processor
from arqon_microvm.run.take_snapshot import take_snapshot
from tests.microvm.images import STAMP_OF_TODAY
from tests.microvm.run.conftest import gone, running, with_monitor
from tests.patience import PATIENCE_S

pytestmark = [
    pytest.mark.usefixtures("hurried", "collected"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


async def taken(plan: Plan, out: Path) -> Described:
    assert isinstance(plan.monitor, Firecracker)
    said: list[str] = []
    return await take_snapshot(
        plan.monitor, open_image(plan.image), plan.machine, out, plan.boot_s, said.append
    )


async def test_it_holds_no_identity_and_starts_a_vm_that_gets_one(
    plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "snapshot"
    described = await taken(plan, out)
    assert '"initialised": false' in (out / VM_STATE).read_text()
    assert out.stat().st_mode & 0o777 == 0o700
    instances = set()
    for _ in range(2):
        async with running(with_monitor(plan, snapshot=out)) as run:
            await run.says("ready")
            assert not [line for line in run.said if "cold boot" in line]
            assert run.state.booted_as == described.booted_as != run.state.instance_id
            identity = plan.folder.identity()
            assert identity is not None
            assert identity.instance_id == run.state.instance_id
            instances.add(run.state.instance_id)
            assert (await run.get("/healthz")).status_code == 200
    assert len(instances) == 2


async def test_somebodys_folder_is_not_replaced_by_a_snapshot(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").touch()
    with pytest.raises(VmError, match=r"must not be replaced: letter\.txt"):
        await taken(plan, tmp_path / "letters")
    assert (tmp_path / "letters" / "letter.txt").exists()
    await taken(plan, tmp_path / "snapshot")
    await taken(plan, tmp_path / "snapshot")  # a former one is
    assert sorted(path.name for path in (tmp_path / "snapshot").iterdir()) == [
        "memory",
        STAMP,
        VM_STATE,
    ]


async def test_a_snapshot_of_another_machine_leads_to_a_cold_boot(
    plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "snapshot"
    await taken(plan, out)
    other = replace(with_monitor(plan, snapshot=out), machine=Machine(1, 256, "onnx", 2))
    async with running(other) as run:
        await run.says("ready")
        told = await run.says("cold boot")
        assert "vcpus (2, now 1), memory_mib (512, now 256)" in told
        assert "engine (auto, now onnx), threads (None, now 2)" in told
        assert run.state.booted_as == run.state.instance_id


async def test_a_load_that_fails_leads_to_a_cold_boot(
    plan: Plan, tmp_path: Path, wrong: Callable[..., None]
) -> None:
    out = tmp_path / "snapshot"
    await taken(plan, out)
    wrong("bad_load")
    async with running(with_monitor(plan, snapshot=out)) as run:
        await run.says("ready")
        assert "refused PUT /snapshot/load" in await run.says("cold boot")


@pytest.mark.parametrize("field", sorted(Stamp.model_fields))
async def test_any_difference_is_a_refusal(tmp_path: Path, field: str) -> None:
    now = STAMP_OF_TODAY
    described = written(tmp_path, now)
    assert Snapshot.fitting(tmp_path, now).booted_as == described.booted_as
    changes = {"vcpus": 3, "memory_mib": 1, "jailed": True, "image": Path("/other")}
    changes |= {"engine": "onnx", "threads": 2}
    other = now.model_copy(update={field: changes.get(field, "other")})
    with pytest.raises(VmError, match=rf"made with another {field} \(.*, now .*\)"):
        Snapshot.fitting(tmp_path, other)


def written(folder: Path, stamp: Stamp) -> Described:
    (folder / VM_STATE).write_text("state")
    (folder / "memory").write_text("memory")
    described = Described(
        stamp=stamp,
        booted_as="2" * 32,
        vm_state=digest_of(folder / VM_STATE),
        memory=digest_of(folder / "memory"),
        memory_mtime_ns=(folder / "memory").stat().st_mtime_ns,
    )
    (folder / STAMP).write_text(described.model_dump_json())
    return described


@pytest.mark.parametrize("damaged", [VM_STATE, "memory", STAMP, "gone"])
def test_a_damaged_snapshot_is_refused(tmp_path: Path, damaged: str) -> None:
    written(tmp_path, STAMP_OF_TODAY)
    if damaged == "gone":
        (tmp_path / "memory").unlink()
    else:
        (tmp_path / damaged).write_text("changed")
    with pytest.raises(VmError, match=r"vm snapshot"):
        Snapshot.fitting(tmp_path, STAMP_OF_TODAY)


def test_the_processor_is_named_with_its_microcode(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(
        "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\n"
        "stepping\t: 8\nmicrocode\t: 0x2b\n\nprocessor\t: 1\nvendor_id\t: other\n"
    )
    assert processor(cpuinfo) == "GenuineIntel 6 143 8 0x2b"


def test_the_features_that_differ_are_named_and_no_others(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nflags\t\t: sse2 avx512f fpu\n\nflags\t\t: other\n")
    then = STAMP_OF_TODAY.model_copy(update={"flags": flags(cpuinfo)})
    written(tmp_path, then)
    for now, told in (("fpu sse2", "avx512f, now none of these"), ("fpu sse2 amx", "f, now amx")):
        with pytest.raises(VmError, match=rf"another flags \(.*{told}\)") as caught:
            Snapshot.fitting(tmp_path, then.model_copy(update={"flags": now}))
        assert "sse2" not in caught.value.what


def test_a_link_to_a_snapshot_is_followed_once(tmp_path: Path) -> None:
    first, second, current = (tmp_path / name for name in ("one", "two", "current"))
    for folder in (first, second):
        folder.mkdir()
        written(folder, STAMP_OF_TODAY)
    current.symlink_to(first)
    fitting = Snapshot.fitting(current, STAMP_OF_TODAY)
    current.unlink()
    current.symlink_to(second)
    assert {path.parent for path in fitting.files().values()} == {first}


async def test_a_failure_tells_what_the_monitor_said_last(
    plan: Plan, tmp_path: Path, wrong: Callable[..., None]
) -> None:
    wrong("die_freeze")
    with pytest.raises(VmError) as failed:
        await taken(plan, tmp_path / "snapshot")
    said = str(failed.value).partition("it said last: ")[2].partition(";")[0]
    assert said.split(" | ") == ["first words", "no room for the memory"]
    assert "monitor.log" not in str(failed.value)  # it is gone
    assert not (tmp_path / "snapshot").exists()


async def test_a_guest_that_ends_before_it_is_ready_is_not_waited_for(
    plan: Plan, tmp_path: Path, wrong: Callable[..., None]
) -> None:
    wrong("never_ready", "dies_later")
    with pytest.raises(VmError) as failed:
        await taken(replace(plan, boot_s=10 * PATIENCE_S), tmp_path / "snapshot")
    assert failed.value.what.startswith("the VM's monitor ended with 3, and was not ready")
    assert "its guest said last: booted | last words" in failed.value.what


async def test_nor_is_one_whose_sidecar_cannot_load(
    plan: Plan, tmp_path: Path, wrong: Callable[..., None]
) -> None:
    wrong("load_fails")
    with pytest.raises(VmError, match="its sidecar cannot load the model: EspeakError"):
        await taken(replace(plan, boot_s=10 * PATIENCE_S), tmp_path / "snapshot")


def test_a_failure_by_the_memory_limit_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arqon_microvm.run.failure._CGROUPS", tmp_path)
    events = tmp_path / "firecracker" / "memory.events"
    events.parent.mkdir()
    events.write_text("low 0\noom 3\noom_kill 1\noom_group_kill 0\n")

    def fail(kills: int) -> None:
        with explained(tmp_path / "no.log", tmp_path / "console.log", "firecracker"):
            events.write_text(f"low 0\noom 4\noom_kill {kills}\noom_group_kill 0\n")
            raise VmError("it ended", "Do this.")

    for kills, named in ((1, False), (2, True)):
        with pytest.raises(VmError) as failed:
            fail(kills)
        assert ("more memory than its limit" in str(failed.value)) == named
        assert str(failed.value).endswith("Do this.")


def flipped(memory: Path) -> None:
    """One byte is another; size and date are as before."""
    found = memory.stat()
    with memory.open("r+b") as file:
        file.seek(found.st_size // 2)
        file.write(b"x")
    os.utime(memory, ns=(found.st_atime_ns, found.st_mtime_ns))


async def test_altered_memory_leads_to_a_cold_boot_that_says_why(
    plan: Plan, tmp_path: Path
) -> None:
    out = tmp_path / "snapshot"
    await taken(plan, out)
    flipped(out / "memory")
    async with running(with_monitor(plan, snapshot=out)) as run:
        told = await run.says("was altered: its SHA-256 is")
        assert told.startswith(f"restarting: {out}/memory was altered")
        await run.says("ready", 2)
        assert run.state.booted_as == run.state.instance_id
        await taken(plan, out)
        run.supervisor.deploy()
        await eventually(lambda: run.state.booted_as not in ("", run.state.instance_id))


def test_memory_that_was_made_anew_meanwhile_is_not_taken_for_altered(tmp_path: Path) -> None:
    written(tmp_path, STAMP_OF_TODAY)
    fitting = Snapshot.fitting(tmp_path, STAMP_OF_TODAY)
    assert fitting.altered() == ""
    (tmp_path / "new").write_text("another")
    (tmp_path / "new").replace(tmp_path / "memory")
    assert fitting.altered() == ""
    (tmp_path / "memory").unlink()
    assert fitting.altered() == ""


async def test_a_killed_snapshot_leaves_no_monitor_and_no_files(plan: Plan, tmp_path: Path) -> None:
    assert isinstance(plan.monitor, Firecracker)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    words = ["vm", "snapshot", "--out", str(tmp_path / "out"), "--image", str(plan.image)]
    words += ["--firecracker", plan.monitor.executable, "--memory", "256"]
    code = (
        "from arqon_microvm.firecracker import told; from arqon_microvm.run import launch; "
        "from arqon_tui.cli.main import main; "
        f"told.ASK_S = launch._SOCKET_S = {PATIENCE_S}; main()"
    )
    wrong = {"FAKE_FIRECRACKER": "never_ready", "TMPDIR": str(scratch)}
    with subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", code, *words], env={**os.environ, **wrong}, stderr=subprocess.PIPE
    ) as command:
        await eventually(lambda: list(scratch.glob("*/v.sock")))
        monitor = next(pid for pid in _children(command.pid) if _name(pid) == "firecracker")
        held = os.pidfd_open(monitor)
        command.kill()
        await asyncio.to_thread(select.select, [held], [], [], PATIENCE_S)
        os.close(held)
    assert gone(monitor)
    await eventually(lambda: not list(scratch.iterdir()))


async def eventually(come: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not come():
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()
