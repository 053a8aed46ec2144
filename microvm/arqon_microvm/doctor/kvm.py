"""Whether this user can make a virtual machine here: asked of the kernel, not read off a mode."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arqon_microvm.doctor.row import Row

__all__ = ["kvm_rows"]

GET_API_VERSION: Final = 0xAE00
CREATE_VM: Final = 0xAE01
API_VERSION: Final = 12
"""Of every kernel since 2.6.22 (linux/kvm.h)."""


def kvm_rows(device: Path, cpuinfo: Path) -> Iterator[Row]:
    """Opening /dev/kvm, its version, a VM made and dropped; and whether this is a VM itself."""
    yield _kvm(device)
    yield _nested(cpuinfo)


def _kvm(device: Path) -> Row:
    try:
        opened = os.open(device, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        return Row("kvm", "broken", f"{device}: {error.strerror}", _to_do(error.errno))
    try:
        version = fcntl.ioctl(opened, GET_API_VERSION)
        if version != API_VERSION:
            return Row("kvm", "broken", f"{device} speaks version {version}", "Not a KVM device.")
        os.close(fcntl.ioctl(opened, CREATE_VM, 0))
    except OSError as error:
        to_do = "Something else uses the processor's virtualization, or none is passed on to here."
        return Row("kvm", "broken", f"{device} makes no VM: {error.strerror}", to_do)
    finally:
        os.close(opened)
    return Row("kvm", "ok", f"{device} makes a VM")


def _to_do(number: int | None) -> str:
    if number == errno.EACCES:
        return "sudo usermod -aG kvm $USER, then log in anew."
    if number == errno.ENOENT:
        return "Turn on virtualization in the firmware, and load kvm_intel or kvm_amd."
    return "See dmesg for what the kernel says of kvm."


def _nested(cpuinfo: Path) -> Row:
    try:
        text = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    flags = next((line.split() for line in text.splitlines() if line.startswith("flags")), [])
    if "hypervisor" not in flags:
        return Row("bare metal", "ok", "no hypervisor below")
    to_do = (
        "The guest may boot slowly or not at all here, although a VM can be made; only a boot "
        "shows it. Firecracker is validated on bare metal."
    )
    return Row("bare metal", "warning", "this is a virtual machine itself", to_do)
