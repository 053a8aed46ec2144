"""A real Firecracker in a jail: its user, its filters, taken over, and told to stop."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.stop import stop
from tests.killed import killed
from tests.kvm.figures import timed
from tests.kvm.vm import command, proven, started, told

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(1500)]


def test_in_a_jail_adopted_and_told_to_stop_while_it_is_attested(
    state: Path, jail: list[str | Path]
) -> None:
    try:
        started("vm up, cold, jailed, to ready", state, *jail)
        in_a_jail(told(state))
        proven(state)
        killed(told(state)["supervisor"]["pid"])
        started("supervisor killed, adopted in its jail, to ready", state, *jail)
        held_still(state)
        with timed("vm down, while it is held still"):
            assert stop(StateFolder(state)) == "Stopped."
    finally:
        command("down", "--state-dir", state)  # where it failed


def held_still(state: Path) -> None:
    """Waits until the supervisor's attestation has stopped the monitor for a moment."""
    now, record = told(state), state / "attestation.json"
    stat = Path(f"/proc/{now['processes']['monitor']['pid']}/stat")
    while stat.read_text().rsplit(") ", 1)[1][0] != "T":
        assert json.loads(record.read_text())["supervisor"] != now["supervisor"], "it is over"
        time.sleep(0.05)


def in_a_jail(vm: dict[str, Any]) -> None:
    assert Path(vm["jail"]).is_dir()
    status = Path(f"/proc/{vm['processes']['monitor']['pid']}/status").read_text()
    assert "Uid:\t64781\t64781" in status
    assert "Seccomp:\t2" in status  # its filters are in force
