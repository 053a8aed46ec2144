"""What only a real Firecracker on a host with KVM can show. Elsewhere it skips, and says so.

In an emulated machine that has KVM, with a release that is refused for use: `make nested-kvm-test`.
On a host with KVM, as root:

    microvm/tools/get-firecracker /opt/firecracker
    make image
    export ARQON_TEST_FIRECRACKER=/opt/firecracker/firecracker
    ARQON_TEST_JAILER=/opt/firecracker/jailer make kvm-test

The image must have a kernel that Firecracker boots. ARQON_VM_MEMORY and the like are options of
`vm up`.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import version_of
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.stop import stop
from tests.kvm.figures import timed
from tests.kvm.vm import (
    ANSWER_S,
    FIRECRACKER,
    IMAGE,
    JAILER,
    command,
    loud,
    proven,
    ready,
    started,
    told,
    up,
)

RESTORES: Final = 3

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(1500)]


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder for jails, where they lie by default; a short path, since their sockets lie deep."""
    with tempfile.TemporaryDirectory(prefix="j", dir="/srv") as folder:
        yield Path(folder)
        assert list(Path(folder, "firecracker").iterdir()) == []


def test_one_that_is_killed_taken_over_or_told_to_end_comes_back(state: Path) -> None:
    """One story, for each boot takes its time."""
    with up("vm up, cold, to ready", state) as vm:
        os.kill(vm["processes"]["monitor"]["pid"], signal.SIGKILL)
        with timed("monitor killed, to ready"):
            replaced = ready(state, after=vm["instance_id"])
        proven(state)
        taken_over(state)
        with timed("SendCtrlAltDel, to ready"):
            press_ctrl_alt_del(Path(replaced["api_sock"]["path"]))
            restarted = ready(state, after=replaced["instance_id"])
        assert "the sidecar is stopped" in (state / "console.log").read_text()
        assert loud(restarted["listen"], "Back again.") > 0.2


def taken_over(state: Path) -> None:
    """Its supervisor is killed; the next one goes on with the same VM."""
    vm = told(state)
    os.kill(vm["supervisor"]["pid"], signal.SIGKILL)
    started("supervisor killed, adopted, to ready", state)
    said = (state / "supervisor.log").read_text()
    assert f"took over the VM of process {vm['processes']['monitor']['pid']}" in said
    assert told(state)["processes"] == vm["processes"]
    assert loud(told(state)["listen"], "Still there.") > 0.2


def press_ctrl_alt_del(api_sock: Path) -> None:
    transport = httpx.HTTPTransport(uds=str(api_sock))
    with httpx.Client(transport=transport, timeout=ANSWER_S) as api:
        pressed = api.put("http://fc/actions", json={"action_type": "SendCtrlAltDel"})
    assert pressed.status_code == 204


@pytest.fixture
def jail(base: Path) -> list[str | Path]:
    """The options for one."""
    if not JAILER:
        pytest.skip("no jailer: set ARQON_TEST_JAILER, as root")
    return ["--jailer", JAILER, "--jail-base", base]


def test_in_a_jail_adopted_and_told_to_stop_while_it_is_attested(
    state: Path, jail: list[str | Path]
) -> None:
    try:
        started("vm up, cold, jailed, to ready", state, *jail)
        in_a_jail(told(state))
        proven(state)
        os.kill(told(state)["supervisor"]["pid"], signal.SIGKILL)
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


def test_restored_in_a_jail(state: Path, jail: list[str | Path], tmp_path: Path) -> None:
    snapshot_taken(tmp_path / "snapshot", *jail)
    restored(state, tmp_path / "snapshot", *jail)


def in_a_jail(vm: dict[str, Any]) -> None:
    assert Path(vm["jail"]).is_dir()
    status = Path(f"/proc/{vm['processes']['monitor']['pid']}/status").read_text()
    assert "Uid:\t64781\t64781" in status
    assert "Seccomp:\t2" in status  # its filters are in force


def snapshot_taken(out: Path, *more: str | Path) -> None:
    with timed("vm snapshot"):
        given: list[str | Path] = ["--image", IMAGE, "--firecracker", FIRECRACKER, "--out", out]
        ended = command("snapshot", *given, *more)
    assert ended.returncode == 0, ended.stderr


def restored(state: Path, out: Path, *more: str | Path) -> None:
    """Each has an identity of its own, and is proven to be of that snapshot."""
    instances = set()
    for _ in range(RESTORES):
        with up("vm up, restored, to ready", state, "--from-snapshot", out, *more) as vm:
            assert "cold boot" not in (state / "supervisor.log").read_text()
            assert vm["booted_as"] != vm["instance_id"]
            assert loud(vm["listen"], "As before.") > 0.2
            proven(state)
            instances.add(vm["instance_id"])
    assert len(instances) == RESTORES


def test_restored_without_a_jail(state: Path, tmp_path: Path) -> None:
    version = version_of(Path(FIRECRACKER))
    assert version is not None
    if not Features.of(version).vsock_override:
        pytest.skip("this release restores only where its socket has the same path: in a jail")
    snapshot_taken(tmp_path / "snapshot")
    restored(state, tmp_path / "snapshot")
