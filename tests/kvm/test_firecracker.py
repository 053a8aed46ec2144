"""A real Firecracker on a host with KVM: killed, taken over, told to end. Elsewhere it skips.

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

import os
import signal
from pathlib import Path

import httpx
import pytest

from tests.killed import killed
from tests.kvm.figures import timed
from tests.kvm.vm import ANSWER_S, loud, proven, ready, started, told, up

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(1500)]


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
    killed(vm["supervisor"]["pid"])
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
