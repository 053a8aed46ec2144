"""The host's settings, as its files say them: what makes the guest slow or less apart.

What and why: Firecracker's docs/prod-host-setup.md and docs/kernel-policy.md. `root` is where the
files are looked for, so that a test can lay out another host.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arqon_microvm.doctor.files import read
from arqon_microvm.doctor.finding import Finding

__all__ = ["host_findings"]

VALIDATED_KERNELS: Final = ("5.10", "6.1", "6.18")
OWN_MIB: Final = 64
"""What the monitor itself needs beside the guest's memory."""


def host_findings(root: Path, memory_mib: int, *, restored: bool = False) -> Iterator[Finding]:
    """Architecture, kernel, memory, and the switches that matter.

    A guest that is `restored` from a snapshot has its memory in the page cache besides.
    """
    yield _architecture(platform.machine())
    yield _kernel(read(root / "proc/sys/kernel/osrelease") or platform.release())
    yield _memory(root, memory_mib * 2 if restored else memory_mib)
    yield _cgroups(root)
    yield _huge_page_workaround(root)
    yield _ksm(root)
    yield _swap(root)
    yield _vulnerabilities(root)
    yield _smt(root)


def _architecture(machine: str) -> Finding:
    if machine == "x86_64":
        return Finding("architecture", "ok", machine)
    return Finding("architecture", "broken", machine, "The guest's image is for x86_64 hosts.")


def _kernel(release: str) -> Finding:
    version = ".".join(release.split(".")[:2])
    if version in VALIDATED_KERNELS:
        return Finding("kernel", "ok", release)
    names = ", ".join(VALIDATED_KERNELS)
    return Finding(
        "kernel", "warning", release, f"Firecracker is validated on {names}; others may do."
    )


def _memory(root: Path, memory_mib: int) -> Finding:
    needed = memory_mib + OWN_MIB
    for line in read(root / "proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            there = int(line.split()[1]) // 1024
            found = f"{there} MiB available, {needed} needed"
            if there >= needed:
                return Finding("memory", "ok", found)
            return Finding("memory", "broken", found, "Free memory, or give the guest less.")
    return Finding("memory", "warning", "unknown", "/proc/meminfo does not say.")


def _cgroups(root: Path) -> Finding:
    if (root / "sys/fs/cgroup/cgroup.controllers").exists():
        return Finding("cgroups", "ok", "version 2")
    to_do = "Boot with systemd.unified_cgroup_hierarchy=1: restores are slow under version 1."
    return Finding("cgroups", "warning", "version 1, or none", to_do)


def _huge_page_workaround(root: Path) -> Finding:
    """From Linux 6.1, creating a VM waits for this workaround; where it is not needed, it goes."""
    name = "kvm.nx_huge_pages"
    setting = read(root / "sys/module/kvm/parameters/nx_huge_pages")
    flaw = read(root / "sys/devices/system/cpu/vulnerabilities/itlb_multihit")
    if not setting:
        return Finding(name, "info", "the kvm module is not loaded, or built in without it")
    if setting in ("never", "N") or "Not affected" not in flaw:
        return Finding(name, "ok", setting)
    to_do = "This processor does not need it: boot with kvm.nx_huge_pages=never."
    return Finding(name, "warning", setting, to_do)


def _ksm(root: Path) -> Finding:
    if read(root / "sys/kernel/mm/ksm/run") in ("", "0"):
        return Finding("memory sharing", "ok", "off")
    to_do = "echo 0 > /sys/kernel/mm/ksm/run: pages shared between guests can be probed."
    return Finding("memory sharing", "warning", "KSM is on", to_do)


def _swap(root: Path) -> Finding:
    areas = read(root / "proc/swaps").splitlines()[1:]
    if not areas:
        return Finding("swap", "ok", "none")
    to_do = "swapoff -a: the guest's memory, keys included, can end up on the disk."
    return Finding("swap", "warning", f"{len(areas)} in use", to_do)


def _vulnerabilities(root: Path) -> Finding:
    folder = root / "sys/devices/system/cpu/vulnerabilities"
    open_ones = sorted(
        path.name
        for path in (folder.iterdir() if folder.is_dir() else ())
        if read(path).startswith("Vulnerable")
    )
    if not open_ones:
        return Finding("processor flaws", "ok", "none is open")
    to_do = "Update the microcode and the kernel; the guest's walls are thinner until then."
    return Finding("processor flaws", "warning", ", ".join(open_ones), to_do)


def _smt(root: Path) -> Finding:
    on = read(root / "sys/devices/system/cpu/smt/active") == "1"
    cpus = len(os.sched_getaffinity(0))
    found = f"{cpus} CPUs, threads of one core {'share' if on else 'do not share'} it"
    return Finding("processors", "info" if on else "ok", found)
