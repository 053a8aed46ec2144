"""What only a real Firecracker on a host with KVM can show. Elsewhere it skips, and says so.

On such a host:

    microvm/tools/get-firecracker /opt/firecracker
    make image
    ARQON_TEST_FIRECRACKER=/opt/firecracker/firecracker make kvm-test

The image must have a kernel that Firecracker boots. `-s` prints the figures.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.e2e.test_guest import free_port
from tests.microvm.attest.monitor import kvm_works
from tests.patience import PATIENCE_S

FIRECRACKER = os.environ.get("ARQON_TEST_FIRECRACKER", "")
IMAGE = os.environ.get("ARQON_TEST_IMAGE", "build/vm-image")
JAILER = os.environ.get("ARQON_TEST_JAILER", "")
RESTORES: Final = 10

pytestmark = [
    pytest.mark.kvm,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not kvm_works(), reason="/dev/kvm makes no VM: run it on a host with KVM"),
    pytest.mark.skipif(
        not FIRECRACKER,
        reason="no Firecracker: set ARQON_TEST_FIRECRACKER and ARQON_TEST_IMAGE, make kvm-test",
    ),
]


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="vm") as folder:
        yield Path(folder, "s")


def command(verb: str, state: Path, *more: str) -> list[str]:
    words = [str(ARQON_TTS), "vm", verb, "--state-dir", str(state), "--image", IMAGE]
    return [*words, "--firecracker", FIRECRACKER, "--listen", f"127.0.0.1:{free_port()}", *more]


@contextmanager
def up(state: Path, *more: str) -> Iterator[dict[str, Any]]:
    ended = subprocess.run(command("up", state, *more), capture_output=True, text=True, check=False)
    try:
        assert ended.returncode == 0, ended.stderr
        yield told(state)
    finally:
        down = [str(ARQON_TTS), "vm", "down", "--state-dir", str(state)]
        subprocess.run(down, check=True, capture_output=True)


def told(state: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((state / "state.json").read_text())
    return found


def attested(run: Run, state: Path) -> dict[str, Any]:
    ended = run("vm", "attest", "--state-dir", str(state), "--json")
    found = parsed(ended)
    assert (ended.returncode, found["attested"]) == (0, True), found["rows"]
    return found


def test_a_guest_is_attested_and_leaves_nothing(run: Run, state: Path) -> None:
    with up(state) as vm:
        attested(run, state)
        assert (
            httpx.get(f"http://{vm['listen']}/healthz", timeout=PATIENCE_S).json()["runtime"]
            == "firecracker"
        )
    kept = {"lock", "console.log", "monitor.log", "supervisor.log"}
    assert {path.name for path in state.iterdir()} <= kept


def test_a_killed_vm_is_replaced_and_attested_anew(run: Run, state: Path) -> None:
    with up(state) as vm:
        os.kill(vm["processes"]["monitor"]["pid"], signal.SIGKILL)
        while told(state)["phase"] != "ready" or told(state)["instance_id"] == vm["instance_id"]:
            time.sleep(0.05)
        attested(run, state)


def test_the_guest_ends_on_ctrl_alt_del(state: Path) -> None:
    with up(state) as vm:
        with httpx.Client(
            transport=httpx.HTTPTransport(uds=vm["api_sock"]["path"]), timeout=PATIENCE_S
        ) as api:
            pressed = api.put("http://fc/actions", json={"action_type": "SendCtrlAltDel"})
            assert pressed.status_code == 204
        while told(state)["restarts"] == 0:
            time.sleep(0.05)
        assert "the sidecar is stopped" in (state / "console.log").read_text()


def test_restored_from_a_snapshot(run: Run, state: Path, tmp_path: Path) -> None:
    out = tmp_path / "snapshot"
    words = ["--image", IMAGE, "--firecracker", FIRECRACKER, "--out", str(out)]
    made = subprocess.run(
        [str(ARQON_TTS), "vm", "snapshot", *words], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    instances, times = set(), []
    for _ in range(RESTORES):
        begun = time.monotonic()
        with up(state, "--from-snapshot", str(out)) as vm:
            times.append(time.monotonic() - begun)
            assert vm["booted_as"] != vm["instance_id"]
            assert "cold boot" not in (state / "supervisor.log").read_text()
            attested(run, state)
            instances.add(vm["instance_id"])
    assert len(instances) == RESTORES
    print(f"\nvm up --from-snapshot: median {statistics.median(times):.3f} s of {RESTORES}")  # noqa: T201


@pytest.mark.skipif(not JAILER, reason="no jailer: set ARQON_TEST_JAILER, as root")
def test_in_a_jail(run: Run, state: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="j") as base,
        up(state, "--jailer", JAILER, "--jail-base", base) as vm,
    ):
        attested(run, state)
        assert Path(vm["jail"]).is_dir()
        status = Path(f"/proc/{vm['processes']['monitor']['pid']}/status").read_text()
        assert "Uid:\t64781\t64781" in status
