"""Whether this user can make a virtual machine here, and whether this is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from arqon_microvm.doctor.finding import Finding
from arqon_microvm.errors import VmError
from arqon_microvm.kvm import makes_a_vm

__all__ = ["kvm_findings"]


def kvm_findings(device: Path, cpuinfo: Path) -> Iterator[Finding]:
    """Opening /dev/kvm, its version, a VM made and dropped; and whether this is a VM itself."""
    yield _kvm(device)
    yield _nested(cpuinfo)


def _kvm(device: Path) -> Finding:
    try:
        makes_a_vm(device)
    except VmError as error:
        return Finding("kvm", "broken", error.what, error.next_step)
    return Finding("kvm", "ok", f"{device} makes a VM")


def _nested(cpuinfo: Path) -> Finding:
    try:
        text = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    flags = next((line.split() for line in text.splitlines() if line.startswith("flags")), [])
    if "hypervisor" not in flags:
        return Finding("bare metal", "ok", "no hypervisor below")
    to_do = (
        "The guest may boot slowly or not at all here, although a VM can be made; only a boot "
        "shows it. Firecracker is validated on bare metal."
    )
    return Finding("bare metal", "warning", "this is a virtual machine itself", to_do)
