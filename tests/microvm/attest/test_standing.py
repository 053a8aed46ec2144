"""What the panel and `status` show: the last full attestation, as far as it still holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arqon_microvm.attest import account
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.pins import Pins
from arqon_microvm.attest.record import RECORD, keep, read
from arqon_microvm.attest.standing import standing
from arqon_microvm.run.folder import StateFolder
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import World, end, world

KVM = kvm_works()
UNTRIED = "not attested: not tried on this VM yet: arqon-tts vm attest"


def changed_record(made: World, change: Callable[[dict[str, Any]], None]) -> None:
    path = made.folder.path / RECORD
    record = json.loads(path.read_text())
    change(record)
    path.write_text(json.dumps(record))


async def test_it_stands_as_long_as_all_of_it_holds(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        assert (await made.standing()).words == UNTRIED
        await made.attest()
        assert (made.folder.path / RECORD).stat().st_mode & 0o777 == 0o600
        assert (await made.standing()).words == "attested"
        made.gate.down("gone")
        now = await made.standing()
        assert not now.attested
        assert now.words.startswith("not attested: E (a fresh challenge is answered) failed:")
        made.gate.up(made.folder.v_sock)
        assert (await made.standing()).attested
        end(made.monitor)
        assert (await made.standing()).words.startswith("not attested: B (behind it is our")


async def test_of_a_vm_that_ends_while_it_is_attested_nothing_is_kept(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()
        record = read(made.folder)
        assert record is not None
        made.folder.clean()
        keep(made.folder, record)
        assert not (made.folder.path / RECORD).exists()


async def test_a_record_of_another_instance_or_process_is_stale(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()
        state = made.state
        made.note(instance_id="9" * 32)
        assert (await made.standing()).words == UNTRIED
        made.folder.write(state)
        monitor = state.processes["monitor"].model_copy(update={"start_time": 1})
        made.note(processes={"monitor": monitor.model_dump()})
        assert (await made.standing()).words == UNTRIED
        made.folder.write(state)
        assert (await made.standing()).attested


@pytest.mark.parametrize("idle", [False, True])
async def test_what_a_dead_supervisor_found_is_told_as_before_the_take_over(
    tmp_path: Path, idle: bool
) -> None:
    async with world(tmp_path, kvm=KVM, idle=idle) as made:
        then = (await made.attest()).summary
        begun = made.state.supervisor.start_time
        record = made.folder.path / RECORD
        dead = record.read_text().replace(f'"start_time": {begun},', f'"start_time": {begun - 1},')
        record.write_text(dead)
        now = await made.standing()
        assert not now.attested
        assert now.words.startswith(f"not attested: {then}"[:150])
        assert idle or "before the take-over: arqon-tts vm attest" in now.words
        await made.attest()
        assert (await made.standing()).words == then


async def test_a_record_that_says_no_stays_a_no(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM, idle=True) as made:
        assert not (await made.attest()).attested
        assert (await made.standing()).words.startswith("not attested: H (speaking is its")


async def test_a_run_without_a_freeze_proves_and_keeps_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        attestation = await made.attest(freeze=False)
        assert (
            attestation.summary
            == "not attested: G (frozen, it falls silent) was not tried: " + ("not asked for")
        )
        assert read(made.folder) is None


@pytest.mark.parametrize("letter", ["G", "H"])
async def test_a_record_without_a_required_row_is_none(tmp_path: Path, letter: str) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()

        def without(record: dict[str, Any]) -> None:
            rows = record["attestation"]["rows"]
            record["attestation"]["rows"] = [row for row in rows if row["letter"] != letter]

        changed_record(made, without)
        assert (await made.standing()).words == UNTRIED
        no = {"attested": False, "summary": f"not attested: {letter} was not tried"}
        changed_record(made, lambda record: record["attestation"].update(attested=False))
        assert (await made.standing()).words == UNTRIED
        changed_record(made, lambda record: record["attestation"].update(no))
        now = await made.standing()
        assert (now.attested, now.words) == (False, no["summary"])


async def test_files_are_read_again_only_when_they_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()

        def another(record: dict[str, Any]) -> None:
            record["files"][0]["sha256"] = "0" * 64

        changed_record(made, another)
        assert "rootfs.squashfs as it has it is 000" in (await made.standing()).words
        monkeypatch.setattr(account, "must_be", lambda *_: None)
        (made.image / "rootfs.squashfs").write_text("changed")
        assert (await made.standing()).attested
        monkeypatch.undo()
        assert "rootfs.squashfs as it has it is" in (await made.standing()).words
        assert "is 000" not in (await made.standing()).words


@pytest.mark.parametrize(
    "url",
    ["http://localhost:{}", "http://127.0.0.2:{}", "https://127.0.0.1:{}", "http://127.0.0.1", ""],
)
async def test_only_the_vms_own_address_is_attested(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()
        asked = url.format(made.state.listen.rpartition(":")[2]) or "http://other"
        assert (await made.standing(asked)).words == (
            f"not attested: {asked} is not {made.state.listen}, where this VM is"
        )
        assert (await made.standing(f"{made.url}/")).attested


async def test_it_never_raises(tmp_path: Path) -> None:
    folder, pins = StateFolder(tmp_path / "none"), Pins(tmp_path)
    assert standing(folder, "http://x", pins).words == f"not attested: no VM runs in {folder.path}"
    folder.path.write_text("a file where the folder should be")
    assert not standing(folder, "http://x", pins).attested
    async with world(tmp_path, kvm=KVM) as made:
        await made.attest()
        assert (await made.standing("http://[")).words.startswith("not attested: ValueError: ")
        assert not (await made.standing("http://127.0.0.1:port")).attested
        made.note(monitor="qemu")
        assert (await made.standing()).words == "not attested: not Firecracker"


def test_a_digest_that_is_known_is_not_computed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("some")
    first = Digests()
    digest = first.of(path)
    known = first.used[0].model_copy(update={"sha256": "known"})
    assert Digests([known]).of(path) == "known"
    path.write_text("other")
    assert Digests([known]).of(path) not in ("known", digest)
