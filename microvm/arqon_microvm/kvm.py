"""Whether this user can make a virtual machine here: asked of the kernel, not read off a mode."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError

__all__ = ["KVM", "makes_a_vm"]

KVM: Final = Path("/dev/kvm")

GET_API_VERSION: Final = 0xAE00
CREATE_VM: Final = 0xAE01
API_VERSION: Final = 12
"""Of every kernel since 2.6.22 (linux/kvm.h)."""


def makes_a_vm(device: Path = KVM) -> None:
    """It is opened, asked its version, and a VM made and dropped. Raises VmError."""
    try:
        opened = os.open(device, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise VmError(f"{device}: {error.strerror}", _to_do(error.errno)) from error
    try:
        version = fcntl.ioctl(opened, GET_API_VERSION)
        if version != API_VERSION:
            raise VmError(f"{device} speaks version {version}", "Not a KVM device.")
        os.close(fcntl.ioctl(opened, CREATE_VM, 0))
    except OSError as error:
        raise VmError(
            f"{device} makes no VM: {error.strerror}",
            "Something else uses the processor's virtualization, or none is passed on to here.",
        ) from error
    finally:
        os.close(opened)


def _to_do(number: int | None) -> str:
    if number == errno.EACCES:
        return "sudo usermod -aG kvm $USER, then log in anew."
    if number == errno.ENOENT:
        return "Turn on virtualization in the firmware, and load kvm_intel or kvm_amd."
    return "See dmesg for what the kernel says of kvm."
