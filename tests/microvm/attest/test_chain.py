"""Every row of the proof, on a process that is all that it should be but for one thing."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from arqon_microvm.attest.challenge import answered
from arqon_microvm.attest.record import RECORD
from arqon_microvm.attest.upstream import upstream_is_ours
from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import MANIFEST, digest_of
from arqon_microvm.run.state import Place
from tests.microvm.attest.impostors import in_our_process, other_process, relayed, replayed
from tests.microvm.attest.monitor import hold_kvm, kvm_works
from tests.microvm.attest.world import (
    IDENTITY,
    INSTANCE,
    World,
    claims_of,
    failing,
    found,
    init_of,
    noted,
    proc_with_kvm,
    untried,
    world,
)
from tests.microvm.images import make_image
from tests.microvm.muxer import muxer
from tests.microvm.proxy.test_gate import http_guest
from tests.patience import PATIENCE_S

KVM = kvm_works()
REAL = pytest.param(
    True, marks=pytest.mark.skipif(not KVM, reason="/dev/kvm makes no machine here"), id="kvm"
)


@pytest.mark.parametrize("kvm", [REAL, pytest.param(False, id="proc-tree")])
async def test_the_whole_chain_holds(tmp_path: Path, kvm: bool) -> None:
    heard: list[str] = []
    async with world(tmp_path, kvm=kvm) as made:
        attestation = await made.attest(told=lambda row: heard.append(row.letter))
    assert failing(attestation) == "", found(attestation)
    assert heard == list("ABCDEFGH")
    assert (attestation.attested, attestation.summary) == (True, "attested")
    assert attestation.instance_id == INSTANCE


def pretend(**changes: object) -> Callable[[World], None]:
    return lambda made: made.note(**changes)


def another_pin(made: World) -> None:
    made.pins = replace(made.pins, firecracker="0" * 64)


def no_pin(made: World) -> None:
    made.pins = replace(made.pins, firecracker=None)


def an_earlier_process(made: World) -> None:
    monitor = made.state.processes["monitor"]
    made.note(processes={"monitor": {**monitor.model_dump(), "start_time": 1}})


def another_rootfs(made: World) -> None:
    (made.image / "rootfs.squashfs").write_text("another")


def another_kernel(made: World) -> None:
    (made.image / "vmlinux").write_text("another")


def replaced_model(made: World) -> None:
    copy = shutil.copyfile(made.image / "model.squashfs", made.image / "copy")
    copy.replace(made.image / "model.squashfs")


def another_image(made: World) -> None:
    other = made.image.with_name("image-2")
    manifest = make_image(other)
    (other / "rootfs.squashfs").write_text("another")
    outputs = {**manifest.outputs, "rootfs.squashfs": digest_of(other / "rootfs.squashfs")}
    deployed = manifest.model_copy(update={"outputs": outputs})
    (other / MANIFEST).write_text(deployed.model_dump_json())
    made.pins = replace(made.pins, image=other)


def no_image(made: World) -> None:
    made.pins = replace(made.pins, image=made.image.with_name("image-3"))


def no_identity(made: World) -> None:
    (made.folder.path / "identity.json").unlink()


def no_socket(made: World) -> None:
    made.folder.v_sock.unlink()


@pytest.mark.parametrize(
    ("change", "rows", "why"),
    [
        (other_process, "A", r"A .* is held by process \d+ \(.*http.server.*\), expected the "),
        (another_pin, "B", f"B .* SHA-256 is [0-9a-f]{{64}}, expected {'0' * 64}"),
        (no_pin, "B", "B .* SHA-256 is [0-9a-f]{64}, expected a pinned one"),
        (an_earlier_process, "B", r"B .* begun at \d+, expected process \d+, begun at 1"),
        (pretend(v_sock=None), "B", "no socket of the guest was noted down yet"),
        (no_socket, "B", "v.sock cannot be looked at: No such file"),
        (pretend(vcpus=3), "C", r"C .* is \[.*vcpu:1'\], expected \[.*vcpu:1', '.*vcpu:2'\]"),
        (pretend(api_sock=None), "C", "no API socket was noted down yet"),
        (another_rootfs, "D", "D .* SHA-256 of rootfs.squashfs as it has it is .* expected"),
        (another_kernel, "D", "D .* SHA-256 of vmlinux as it has it is .* expected"),
        (replaced_model, "D", "D .* not one that it has open"),
        (another_image, "D", "D .* SHA-256 of rootfs.squashfs as it has it is .* expected"),
        (no_image, "D", "D .* no image to compare with: .* holds no image.*ARQON_VM_IMAGE"),
        (pretend(monitor_version="1.16.2"), "D", "says is 1.17.0, expected 1.16.2"),
        (no_identity, "E", "E .* was not given its identity yet"),
    ],
)
async def test_what_differs_from_the_note_is_named(
    tmp_path: Path, change: Callable[[World], None], rows: str, why: str
) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        change(made)
        attestation = await made.attest()
    assert failing(attestation) == rows, found(attestation)
    assert untried(attestation) == "ABCDEFGH".partition(rows)[2]
    assert not attestation.attested
    assert re.search(why, attestation.summary), attestation.summary


@pytest.mark.parametrize(
    ("part", "rows", "why"),
    [
        ({"threads": 1}, "C", r"threads is \['fc_vcpu 0'\], expected \['fc_vcpu 0', 'fc_vcpu 1'\]"),
        ({"threads": 3}, "C", "'fc_vcpu 2'.*, expected"),
        ({"name": "arqon-" + "9" * 32}, "D", f"id .* is arqon-9+, expected arqon-{INSTANCE}"),
        ({"state": "Paused"}, "D", "state that it says is Paused, expected Running"),
        ({"networks": [{"iface_id": "eth0"}]}, "D", r"network devices is .*eth0.*, expected \[\]"),
        ({"idle": True}, "H", r"80 ms of synthesis took \d+ ms of the .*, expected 40 ms or more"),
        ({"names_ms": 2.0}, "H", "names 2 ms of synthesis, expected 50 ms or more"),
        ({"names_ms": None}, "H", "names no timings.synthesize_ms"),
    ],
)
async def test_what_the_process_lacks_is_named(
    tmp_path: Path, part: dict[str, Any], rows: str, why: str
) -> None:
    async with world(tmp_path, kvm=KVM, **part) as made:
        attestation = await made.attest()
    assert failing(attestation) == rows, found(attestation)
    assert re.search(why, attestation.summary), attestation.summary


async def test_it_holds_again_and_again(tmp_path: Path) -> None:
    """What the sidecar has spoken before costs it nothing."""
    async with world(tmp_path, kvm=False) as made:
        for _ in range(3):
            attestation = await made.attest(freeze=False)
            assert found(attestation)["H"][0] is True, found(attestation)


async def test_a_refused_release_is_never_attested_though_each_row_holds(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=False, version="1.12.1") as made:
        made.note(monitor_version="1.12.1")
        attestation = await made.attest()
        standing = await made.standing()
        elsewhere = await made.standing("http://127.0.0.1:9")
    assert failing(attestation) == "", found(attestation)
    told = "not attested: 1.12.1 is a refused release: older than 1.15.0: known faults of vsock"
    assert (attestation.attested, attestation.summary) == (False, told)
    assert (standing.attested, standing.words, standing.refused) == (False, told, "1.12.1")
    assert elsewhere.refused == ""


async def test_a_release_other_than_was_noted_down(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM, version="1.16.1") as made:
        attestation = await made.attest()
    assert failing(attestation) == "D"
    assert "the version that it says is 1.16.1, expected 1.17.0" in attestation.summary


async def test_a_process_without_a_machine_is_none(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=False) as made:
        made.proc = Path("/proc")
        attestation = await made.attest()
        assert failing(attestation) == "C"
        assert "has no anon_inode:kvm-vm open, expected one" in attestation.summary


async def test_each_processor_counts_once_and_none_is_missing_or_beyond(tmp_path: Path) -> None:
    whole = [(0, 1), (1, 0, 0), (0, 1, 0, 1, 0, 1)]
    wrong: list[tuple[int, ...]] = [(), (0, 0), (1, 1), (0, 1, 2), (0, 1, 0, 1, 10)]
    async with world(tmp_path, kvm=False) as made:
        for place, vcpus in enumerate(whole + wrong):
            made.proc = proc_with_kvm(tmp_path / f"proc{place}", made, vcpus)
            row = found(await made.attest(freeze=False))["C"]
            assert row[0] is (vcpus in whole), (vcpus, row)


async def test_a_machine_of_twelve_processors(tmp_path: Path) -> None:
    """Whose names do not sort as their numbers do."""
    async with world(tmp_path, kvm=False, vcpus=12, threads=12) as made:
        made.note(vcpus=12)
        made.proc = proc_with_kvm(tmp_path / "other", made, [*range(12)] * 2)
        attestation = await made.attest(freeze=False)
    assert found(attestation)["C"][0] is True, found(attestation)


@pytest.mark.skipif(not KVM, reason="/dev/kvm makes no machine here")
async def test_the_machine_of_another_process_does_not_count(tmp_path: Path) -> None:
    held = hold_kvm(2)
    async with world(tmp_path, kvm=False) as made:
        made.proc = Path("/proc")
        attestation = await made.attest()
    for descriptor in held:
        os.close(descriptor)
    assert failing(attestation) == "C"


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("key", base64.b64encode(bytes(32)).decode(), "made with another key, or for another"),
        ("boot_nonce", "3" * 32, "boot nonce in the answer is 3+, expected 2+"),
        ("instance_id", "4" * 32, "instance id in the answer is 4+, expected 1+"),
    ],
)
async def test_a_guest_that_was_told_something_else(
    tmp_path: Path, field: str, value: str, why: str
) -> None:
    init = init_of(IDENTITY.model_copy(update={field: value}))
    async with world(tmp_path, kvm=KVM, init=init) as made:
        attestation = await made.attest()
    assert failing(attestation) == "E", found(attestation)
    assert re.search(why, attestation.summary), attestation.summary


async def test_an_earlier_answer_is_worth_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made, in_our_process(made, replayed(made)):
        attestation = await made.attest()
    rows = found(attestation)
    assert rows["A"][0] is True
    assert rows["E"][0] is False
    assert "for another challenge" in rows["E"][1]


async def test_what_answers_while_the_guest_is_frozen_is_not_the_guest(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made, in_our_process(made, relayed(made)):
        attestation = await made.attest()
    assert failing(attestation) == "G", found(attestation)
    assert "while the monitor" in attestation.summary
    assert "was stopped, expected nothing for 0.05 s" in attestation.summary


@pytest.mark.parametrize("noticed", [False, True])
async def test_a_swapped_socket(tmp_path: Path, noticed: bool) -> None:
    """Also where the swapper could change the note: the kernel says whose it is."""
    async with world(tmp_path, kvm=KVM) as made:
        made.folder.v_sock.unlink()
        async with muxer(made.folder.v_sock, http_guest):
            if noticed:
                made.note(v_sock=Place.of(made.folder.v_sock).model_dump())
            attestation = await made.attest()
    rows = found(attestation)
    assert rows["B"][0] is False
    why = f"held by process {os.getpid()}" if noticed else r"v.sock is file .*, expected file"
    assert re.search(why, rows["B"][1]), rows["B"]


async def test_a_look_at_who_listens_leaves_no_line_in_firecrackers_log(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        made.folder.v_sock.unlink()
        async with muxer(made.folder.v_sock, http_guest) as ours:
            monitor = noted(os.getpid()).model_dump()
            made.note(v_sock=Place.of(ours.path).model_dump(), processes={"monitor": monitor})
            said = await asyncio.to_thread(upstream_is_ours, made.case())
            await asyncio.wait_for(ours.opened.wait(), PATIENCE_S)
            while ours.open:  # noqa: ASYNC110 -- it ends within some turns of the loop
                await asyncio.sleep(0)
    assert f"is process {os.getpid()}" in said
    assert ours.unasked == 0


async def test_the_straight_way_must_be_the_monitors_too(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        other = made.folder.path / "other.sock"
        async with muxer(other, http_guest):
            made.note(v_sock=Place.of(other).model_dump())
            with pytest.raises(VmError, match=f"held by process {os.getpid()}"):
                await asyncio.to_thread(answered, made.case())


async def test_the_guests_own_claims_corroborate_and_no_more(tmp_path: Path) -> None:
    manifest = make_image(tmp_path / "other")
    claims = {**claims_of(manifest), "runtime": "unknown", "image_build": "x"}
    async with world(tmp_path, kvm=KVM, claims=claims) as made:
        attestation = await made.attest()
    assert failing(attestation) == "F"
    assert attestation.attested
    told = found(attestation)["F"][1]
    assert "runtime is 'unknown', expected 'firecracker'; image_build is 'x', expected" in told


async def test_qemu_is_tried_as_far_as_it_goes_and_never_attested(tmp_path: Path) -> None:
    """The device beside it holds the guest's socket; here it is the same process."""
    async with world(tmp_path, kvm=KVM) as made:
        monitor, other = made.state.processes["monitor"], noted(os.getpid())
        beside = {"monitor": other.model_dump(), "vsock": monitor.model_dump()}
        made.note(processes=beside)
        assert failing(await made.attest(freeze=False)) == "B"
        made.note(monitor="qemu", processes={**beside, "monitor": monitor.model_dump()})
        attestation = await made.attest()
    assert attestation.summary == "not attested: not Firecracker"
    assert (failing(attestation), untried(attestation)) == ("", "BCDH")
    assert "the monitor is qemu, not Firecracker" in found(attestation)["C"][1]


async def test_no_vm(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        supervisor = noted(os.getpid()).model_copy(update={"start_time": 1})
        made.note(supervisor=supervisor.model_dump())
        attestation = await made.attest()
    assert attestation.summary == f"not attested: no VM runs in {made.folder.path}"
    assert attestation.rows == ()


async def test_for_one_that_is_taken_down_meanwhile_nothing_is_kept(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        down = {"H": made.folder.clean}
        attestation = await made.attest(told=lambda row: down.get(row.letter, lambda: None)())
        assert attestation.summary == "not attested: the VM was replaced meanwhile"
        assert not (made.folder.path / RECORD).exists()


async def test_one_that_is_replaced_while_it_is_looked_at(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        replace = {"A": lambda: None, "H": lambda: made.note(instance_id="5" * 32)}
        attestation = await made.attest(told=lambda row: replace.get(row.letter, lambda: None)())
    assert failing(attestation) == ""
    assert attestation.summary == "not attested: the VM was replaced meanwhile"
