"""Row C: the monitor's process is one that runs a KVM machine with our number of processors."""

from __future__ import annotations

from typing import Final

from arqon_microvm.attest.case import Case, must_be
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api

__all__ = ["VCPU_THREAD", "runs_kvm"]

VCPU_THREAD: Final = "fc_vcpu "
"""Firecracker names its threads so: vcpu.rs, api_server_adapter.rs."""

_API_THREAD: Final = "fc_api"
_VM: Final = "anon_inode:kvm-vm"
_VCPU: Final = "anon_inode:kvm-vcpu:"
"""And its number, since Linux 4.18: virt/kvm/kvm_main.c."""


def runs_kvm(case: Case, api: Api) -> str:
    """Descriptors of KVM, threads, Firecracker's word and our note all tell of one machine."""
    pid, wanted = case.monitor.pid, case.state.vcpus
    links = [link for _, link in case.open_files(pid)]
    if _VM not in links:
        raise VmError(f"process {pid} has no {_VM} open, expected one")
    # Firecracker has each one open twice: vcpu.rs keeps a handle, the thread has the other.
    found = sorted({link for link in links if link.startswith(_VCPU)})
    expected = sorted(f"{_VCPU}{number}" for number in range(wanted))
    must_be(f"the list of processors that process {pid} has open", found, expected)
    threads = case.threads()
    named = sorted(name for name in threads if name.startswith(VCPU_THREAD))
    expected = sorted(f"{VCPU_THREAD}{number}" for number in range(wanted))
    must_be(f"the list of process {pid}'s processor threads", named, expected)
    if _API_THREAD not in threads:
        raise VmError(f"process {pid} has no thread {_API_THREAD}, expected one")
    must_be("what Firecracker names as vcpu_count", api.machine_config().vcpu_count, wanted)
    return f"process {pid} has a KVM machine of {wanted} processors, and a thread for each"
