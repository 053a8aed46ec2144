"""`arqon-tts vm attest`, and what `status` makes of it, with a process that has a real machine."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.e2e.conftest import Run, parsed
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import INSTANCE, World, world

REAL = pytest.mark.skipif(not kvm_works(), reason="/dev/kvm makes no machine here")


def named(made: World) -> dict[str, str]:
    """What vm.env would say."""
    pin = str(made.pins.firecracker)
    return {"ARQON_VM_IMAGE": str(made.image), "ARQON_VM_FIRECRACKER_SHA256": pin}


async def attest(run: Run, made: World, *words: str) -> tuple[int, str]:
    state = str(made.folder.path)
    ended = await asyncio.to_thread(
        run, "vm", "attest", "--state-dir", state, *words, **named(made)
    )
    assert ended.stderr == ""
    return ended.returncode, ended.stdout


async def status_of(run: Run, *words: str, **variables: str) -> CompletedProcess[str]:
    """`status`, asked again where a busy machine left the VM no time to answer it."""
    while True:
        ended = await asyncio.to_thread(run, "status", *words, **variables)
        if "got no whole answer within" not in ended.stdout:
            return ended


@REAL
async def test_a_vm_that_is_attested_and_one_that_is_not_any_more(tmp_path: Path, run: Run) -> None:
    async with world(tmp_path / "vm", kvm=True) as made:
        variables = {**named(made), "ARQON_VM_STATE_DIR": str(made.folder.path)}
        await asyncio.to_thread(run, "settings", "set", "arqon_tts_kokoro_url", made.url)
        status = await status_of(run, **variables)
        assert "firecracker (claimed, not attested)" in status.stdout
        assert "Proof     not attested: not tried on this VM yet: arqon-tts vm" in status.stdout

        code, told = await attest(run, made)
        lines = told.splitlines()
        assert code == 0, told
        assert [line[:14] for line in lines[:8]] == [
            f"{letter}  ok         " for letter in "ABCDEFGH"
        ]
        assert "not required" in lines[5]
        assert lines[8] == "attested"
        assert "could forge rows B to E, and is not a remote attestation" in lines[9]

        status = await status_of(run, **variables)
        assert "firecracker (attested)" in status.stdout
        assert "Proof" not in status.stdout
        status = await status_of(run, "--json", **variables)
        sidecar = parsed(status)["sidecar"]
        assert (sidecar["attested"], sidecar["attestation"]) == (True, "attested")

        made.pins = replace(made.pins, firecracker="0" * 64)
        code, told = await attest(run, made)
        assert code == 1
        assert told.splitlines()[1].startswith("B  no ")
        assert "\nC  not tried  the monitor runs a KVM machine     B failed\n" in told
        assert "\nnot attested: B (behind it is our monitor) failed: " in told
        variables |= named(made)
        status = await status_of(run, "--json", **variables)
        sidecar = parsed(status)["sidecar"]
        assert sidecar["attested"] is False
        assert sidecar["attestation"].startswith("not attested: B ")


@REAL
async def test_json_names_each_row(tmp_path: Path, run: Run) -> None:
    async with world(tmp_path / "vm", kvm=True) as made:
        state = str(made.folder.path)
        pins = ("--image", str(made.image), "--firecracker-sha256", str(made.pins.firecracker))
        words = ("vm", "attest", "--json", "--state-dir", state, *pins)
        ended = await asyncio.to_thread(run, *words)
        data = parsed(ended)
    assert (ended.returncode, data["attested"], data["instance_id"]) == (0, True, INSTANCE)
    assert {"letter", "what", "passed", "required", "found"} == set(data["rows"][0])
    assert [row["letter"] for row in data["rows"] if not row["required"]] == ["F"]


def test_no_vm_is_not_attested(tmp_path: Path, run: Run) -> None:
    ended = run("vm", "attest", "--state-dir", str(tmp_path / "none"))
    assert ended.returncode == 1
    assert ended.stdout.startswith(f"not attested: no VM runs in {tmp_path / 'none'}\n")
    data = parsed(run("vm", "attest", "--json", "--state-dir", str(tmp_path / "none")))
    assert (data["attested"], data["rows"]) == (False, [])
