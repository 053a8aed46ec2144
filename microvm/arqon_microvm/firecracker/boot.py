"""From a Firecracker process that has just started to a guest that boots: the calls, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.bodies import (
    BootSource,
    Drive,
    MachineConfig,
    RateLimiter,
    Serial,
    Vsock,
)
from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import Version, numbered, permit
from arqon_microvm.guest.arguments import Arguments

__all__ = ["BOOT_ARGS", "Guest", "boot", "console_to"]

BOOT_ARGS = (
    "console=ttyS0 quiet loglevel=4 reboot=k panic=1 i8042.noaux i8042.nomux i8042.dumbkbd "
    "swiotlb=noforce random.trust_cpu=on ipv6.disable=1 printk.time=1"
)
"""Instead of Firecracker's own, whose `nomodule` leaves a distribution's kernel without drivers.
With `reboot=k panic=1` the guest's end, good or bad, ends the process."""

CONSOLE_LIMIT = RateLimiter(size=65_536, refill_time=1000, one_time_burst=262_144)


@dataclass(frozen=True, slots=True)
class Guest:
    """What to boot; paths are as Firecracker's process sees them. Memory in MiB."""

    arguments: Arguments
    kernel: Path
    initrd: Path
    rootfs: Path
    model: Path
    v_sock: Path
    console: Path
    vcpus: int
    memory_mib: int


def console_to(api: Api, console: Path, features: Features) -> None:
    """Where a release cannot be told, the console is its standard output, and stays that."""
    if features.serial:
        limit = CONSOLE_LIMIT if features.serial_limit else None
        api.serial(Serial(serial_out_path=console, rate_limiter=limit))


def boot(api: Api, guest: Guest, warn: Callable[[str], None], *, try_release: bool = False) -> None:
    """Configure and start. The first drive is the root, the second the model. See `permit`.

    Raises:
        VmError: this release is refused, or a call failed; the process is of no more use then.
    """
    version = _version(api.about().vmm_version)
    permit(version, warn, try_release=try_release)
    features = Features.of(version)
    console_to(api, guest.console, features)
    large = features.transparent_pages and guest.memory_mib % 2 == 0
    api.machine(
        MachineConfig(
            vcpu_count=guest.vcpus,
            mem_size_mib=guest.memory_mib,
            huge_pages="Transparent" if large else None,
        )
    )
    api.boot_source(
        BootSource(
            kernel_image_path=guest.kernel,
            initrd_path=guest.initrd,
            boot_args=f"{BOOT_ARGS} {guest.arguments}",
        )
    )
    api.drive(Drive(drive_id="rootfs", path_on_host=guest.rootfs))
    api.drive(Drive(drive_id="model", path_on_host=guest.model))
    api.vsock(Vsock(uds_path=guest.v_sock))
    api.entropy()
    api.start()


def _version(text: str) -> Version:
    found = numbered(text)
    if found is None:
        raise VmError(f"Firecracker says that its version is {text!r}", "Install a release of it.")
    return found
