"""The supervisor with a Firecracker that behaves, and with one that does not."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import open_image
from arqon_microvm.run import ending, qemu
from arqon_microvm.run.monitor import Machine
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.qemu import Qemu
from tests.microvm.images import make_image
from tests.microvm.run.conftest import gone, left, running, with_monitor
from tests.patience import PATIENCE_S

pytestmark = [
    pytest.mark.usefixtures("hurried", "collected"),
    # httpcore leaves the socket of a Unix connection that failed to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Wrong = Callable[..., None]


async def test_a_guest_is_booted_reached_and_stopped(plan: Plan, patient: None) -> None:
    async with running(plan) as run:
        await run.says("ready")
        answer = await run.get("/healthz")
        state, monitor = run.state, run.monitor()
        console = plan.folder.path / "console.fifo"
        assert console.is_fifo()
        assert answer.json()["runtime"] == "firecracker"
        assert state.monitor_version == "1.17.0"
        assert state.instance_id == state.booted_as
        assert (plan.folder.path / "identity.json").stat().st_mode & 0o777 == 0o600
    assert run.said[-1] == "the guest stopped"
    assert gone(monitor)
    assert left(plan.folder) == []
    assert "booted" in plan.folder.console.read_text()


async def test_a_killed_monitor_is_replaced_and_clients_are_told_meanwhile(plan: Plan) -> None:
    async with running(plan) as run:
        await run.says("ready")
        first = run.state.instance_id
        os.kill(run.monitor(), signal.SIGKILL)
        await run.says("restarting: the VM's monitor ended with -9")
        answer = await run.get("/healthz")
        assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
        await run.says("ready", 2)
        assert run.state.instance_id != first
        assert run.state.restarts == 1


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("hang_api", "the monitor failed 3 times: Firecracker did not answer"),
        ("panic", "the guest's kernel says: [    1.500000] Kernel panic"),
        ("die", "Firecracker is not there"),
        ("no_api", "Firecracker ended with 1"),
        ("half", "Firecracker is not there"),
        ("hush", "the console gave no sign of life for 2.5 s, and was not ready"),
        ("mute", "the console gave no sign of life for 4 s, and was not ready"),
        (
            "load_fails",
            r"its sidecar cannot load the model: EspeakError: espeak-ng\nfailed\u001b[2J",
        ),
        ("never_ready", "the guest was not ready within"),
        ("deaf", "the guest was not ready within"),
    ],
)
async def test_each_kind_of_death_is_noticed(
    plan: Plan, wrong: Wrong, what: str, said: str
) -> None:
    plan = replace(plan, boot_s=3 if "within" in said else PATIENCE_S)
    async with running(plan) as run:
        wrong(what)
        told = await run.says("restarting")
        assert said in told
        assert "again in" in told


async def test_silence_on_the_console_is_noticed(plan: Plan) -> None:
    async with running(plan) as run:
        await run.says("ready")
        (plan.folder.path / "silent").touch()  # it goes on answering its API and /healthz
        told = await run.says("restarting")
        assert "the console gave no sign of life for" in told


async def test_a_guest_that_speaks_may_be_slow_to_say_how_it_is(plan: Plan, wrong: Wrong) -> None:
    wrong("slow")
    async with running(plan) as run:
        await run.says("ready")
        assert (await run.speak()).status_code == 200
        assert run.state.restarts == 0
        assert (await run.get("/healthz")).status_code == 200


async def test_one_that_speaks_for_ever_is_replaced(plan: Plan, wrong: Wrong) -> None:
    wrong("stuck")
    async with running(replace(plan, speak_s=0.2)) as run:
        await run.says("ready")
        with pytest.raises(httpx.TransportError):
            await run.speak()
        assert "/healthz failed 3 times" in await run.says("restarting")


async def test_one_that_has_nothing_to_do_must_say_how_it_is(plan: Plan) -> None:
    async with running(replace(plan, speak_s=3600)) as run:
        await run.says("ready")
        (plan.folder.path / "absent").touch()
        assert "/healthz failed 3 times" in await run.says("restarting")


async def test_a_vm_that_fails_too_often_is_given_up(plan: Plan, wrong: Wrong) -> None:
    async with running(plan) as run:
        await run.says("ready")
        wrong("no_api")
        os.kill(run.monitor(), signal.SIGKILL)
        with pytest.raises(VmError, match="failed 6 times within 300 s"):
            await run.task
    assert left(plan.folder) == []


async def test_a_flooding_console_is_kept_short(plan: Plan, wrong: Wrong) -> None:
    wrong("flood")
    async with running(plan) as run:
        await run.says("ready")
        while not plan.folder.console.with_name("console.log.1").exists():
            assert (await run.get("/healthz")).status_code == 200
    sizes = [path.stat().st_size for path in plan.folder.path.glob("console.log*")]
    assert max(sizes) < 1.2 * 2**20


@pytest.mark.parametrize(
    ("what", "keys_s", "said"),
    [
        ("keys_only", PATIENCE_S, "the guest stopped on ctrl-alt-del"),
        ("stubborn", 0.5, "the guest did not stop; its processes were ended"),
    ],
)
async def test_stopping_goes_on_to_the_next_step(
    plan: Plan, wrong: Wrong, monkeypatch: pytest.MonkeyPatch, what: str, keys_s: float, said: str
) -> None:
    monkeypatch.setattr(ending, "KEYS_S", keys_s)
    wrong(what)
    async with running(plan) as run:
        await run.says("ready")
        monitor = run.monitor()
    assert run.said[-1] == said
    assert gone(monitor)
    assert left(plan.folder) == []


async def test_it_can_be_stopped_while_it_starts(plan: Plan, wrong: Wrong) -> None:
    wrong("deaf")
    async with running(plan) as run:
        await run.says("1.17.0 runs")
        monitor = run.monitor()
    assert gone(monitor)
    assert left(plan.folder) == []


async def test_a_refusal_by_firecracker_is_told_in_its_words(plan: Plan, wrong: Wrong) -> None:
    wrong("no_vsock")
    async with running(plan) as run:
        with pytest.raises(VmError, match="refused PUT /vsock: told to refuse"):
            await run.task
    assert left(plan.folder) == []


@pytest.mark.parametrize("there", [False, True])
async def test_qemu_with_a_kvm_that_makes_no_vm_is_not_started(
    plan: Plan, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (tmp_path / "kvm").touch()
    monkeypatch.setattr(qemu, "KVM", tmp_path / "kvm")
    async with running(replace(plan, monitor=Qemu(accel="kvm"))) as run:
        with pytest.raises(VmError, match="kvm makes no VM" if there else "kvm: No such file"):
            await run.task
    assert left(plan.folder) == []


async def test_another_executable_than_was_pinned_is_not_started(plan: Plan) -> None:
    async with running(with_monitor(plan, pin="0" * 64)) as run:
        with pytest.raises(VmError, match="0000 was asked for"):
            await run.task


async def test_a_first_start_that_fails_once_is_tried_again(plan: Plan, wrong: Wrong) -> None:
    async with running(plan) as run:
        wrong("no_api")
        await run.says("restarting")
        wrong()
        await run.says("ready")
        assert run.state.restarts >= 1


async def test_a_new_vm_is_heard_before_it_is_called_though_the_last_one_was_known(
    plan: Plan, wrong: Wrong
) -> None:
    async with running(with_monitor(plan, heard_first=True)) as run:
        await run.says("ready")
        assert plan.folder.identity() is not None
        wrong("mute")
        os.kill(run.monitor(), signal.SIGKILL)
        told = await run.says("and was not ready")
        assert "and was not ready: its console gave no sign of life" in told
        assert plan.folder.identity() is None


async def test_firecracker_that_is_not_there(plan: Plan) -> None:
    async with running(with_monitor(plan, executable="no-such-firecracker")) as run:
        with pytest.raises(VmError, match=r"is not there.*--monitor qemu"):
            await run.task


async def test_a_deploy_replaces_the_vm_by_one_of_the_new_image(
    plan: Plan, image: Path, patient: None
) -> None:
    async with running(plan) as run:
        await run.says("ready")
        first = run.state
        (image / "manifest.json").write_text((image / "manifest.json").read_text() + " ")
        run.supervisor.deploy()
        await run.says("ready", 2)
        assert run.state.image_sha256 == open_image(image).sha256 != first.image_sha256
        assert "the guest stopped" in run.said


async def test_a_damaged_image_is_not_deployed(plan: Plan, image: Path) -> None:
    async with running(plan) as run:
        await run.says("ready")
        first = run.state
        (image / "vmlinux").write_text("another")
        run.supervisor.deploy()
        assert "vmlinux is not what the manifest says" in await run.says("not deployed")
        assert (await run.get("/healthz")).status_code == 200
        assert run.state.instance_id == first.instance_id
        assert run.state.phase == "ready"


async def test_a_second_supervisor_is_told_who_the_first_is(plan: Plan) -> None:
    async with running(plan) as run:
        await run.says("ready")
        async with running(plan) as second:
            with pytest.raises(VmError, match=f"process {os.getpid()} runs a VM in"):
                await second.task
        assert (await run.get("/healthz")).status_code == 200


async def test_an_engine_that_the_image_does_not_carry(plan: Plan, image: Path) -> None:
    make_image(image, engine="onnx")
    async with running(replace(plan, machine=Machine(2, 512, "openvino"))) as run:
        with pytest.raises(VmError, match=r"does not carry the engine openvino. Build it with"):
            await run.task
    async with running(replace(plan, machine=Machine(2, 512, "auto", 1))) as run:
        await run.says("ready")
        assert (run.state.engine, run.state.threads) == ("auto", 1)


async def test_nor_is_an_image_deployed_that_does_not_carry_it(plan: Plan, image: Path) -> None:
    async with running(replace(plan, machine=Machine(2, 512, "openvino"))) as run:
        await run.says("ready")
        make_image(image, engine="onnx")
        run.supervisor.deploy()
        assert "does not carry the engine openvino" in await run.says("not deployed")
        assert (run.state.phase, run.state.engine) == ("ready", "openvino")


async def test_no_image(plan: Plan, image: Path) -> None:
    shutil.rmtree(image)
    async with running(plan) as run:
        with pytest.raises(VmError, match="holds no image"):
            await run.task
    assert not plan.folder.path.exists()


async def test_where_there_is_no_kvm_that_is_named_as_the_cause(
    plan: Plan, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    def makes_none() -> None:
        raise VmError("/dev/kvm: Permission denied", "Join the group kvm.")

    monkeypatch.setattr("arqon_microvm.run.firecracker.makes_a_vm", makes_none)
    wrong("no_api")
    async with running(plan) as run:
        with pytest.raises(
            VmError, match=r"Firecracker ended .*Permission denied\. Join the group"
        ):
            await run.task


async def test_a_link_that_leads_elsewhere_by_now_changes_nothing_until_it_is_deployed(
    plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(plan.image)
    async with running(replace(plan, image=tmp_path / "link")) as run:
        await run.says("ready")
        make_image(tmp_path / "image-2", "onnx")
        (tmp_path / "link").unlink()
        (tmp_path / "link").symlink_to("image-2")
        os.kill(run.monitor(), signal.SIGKILL)
        await run.says("ready", 2)
        assert run.state.image == plan.image
        run.supervisor.deploy()
        await run.says("ready", 3)
        assert run.state.image == tmp_path / "image-2"


@pytest.mark.parametrize("gone_meanwhile", [False, True])
async def test_another_image_in_the_same_folder_is_never_taken_for_the_first(
    plan: Plan, tmp_path: Path, gone_meanwhile: bool
) -> None:
    (tmp_path / "link").symlink_to(plan.image)
    async with running(replace(plan, image=tmp_path / "link")) as run:
        await run.says("ready")
        then = run.state.image_sha256
        if gone_meanwhile:
            plan.image.rename(tmp_path / "former")
            (tmp_path / "link").unlink()
            (tmp_path / "link").symlink_to("image-2")
        make_image(tmp_path / "image-2" if gone_meanwhile else plan.image, "onnx")
        os.kill(run.monitor(), signal.SIGKILL)
        await run.says("ready", 2)
        await run.says("the image was replaced meanwhile")
        assert run.state.image_sha256 != then
        assert run.state.engine == "onnx"
