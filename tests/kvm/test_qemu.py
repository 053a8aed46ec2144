"""QEMU in Firecracker's place, with KVM: the rows of attestation that it can hold do hold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.kvm.figures import timed
from tests.kvm.vm import IMAGE, command, loud, up

HELD = {"A": True, "E": True, "G": True}
OF_FIRECRACKER = {"B": None, "C": None, "D": None, "H": None}
"""Not tried: row B follows a monitor, and under QEMU a device beside it has the socket."""

pytestmark = [
    pytest.mark.kvm,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        shutil.which("qemu-system-x86_64") is None, reason="not installed: make guest-tools"
    ),
]


def test_a_guest_speaks_and_what_qemu_can_hold_holds(state: Path) -> None:
    """Row F, what the guest says of itself, is that it is in no Firecracker."""
    with up("vm up, QEMU with KVM, to ready", state, "--monitor", "qemu", "--accel", "kvm") as vm:
        assert loud(vm["listen"], "Good morning.") > 0.2
        with timed("vm attest, QEMU with KVM"):
            ended = command("attest", "--state-dir", state, "--image", IMAGE, "--json")
        verdict = json.loads(ended.stdout)
    assert (ended.returncode, verdict["attested"]) == (1, False)
    tried = {row["letter"]: row["passed"] for row in verdict["rows"]}
    assert tried == {**HELD, **OF_FIRECRACKER, "F": False}, verdict
