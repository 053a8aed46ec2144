"""The system calls of the guest's first process."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Final

from arqon_microvm.guest.arguments import Arguments

__all__ = [
    "claims",
    "end_vm",
    "loopback_up",
    "mount_all",
    "reseed",
    "runtime",
    "set_clock",
    "settle",
]

# linux/mount.h, linux/reboot.h, linux/sockios.h, linux/if.h, linux/random.h
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_CAD_OFF, _RESTART = 0, 0x01234567
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_RNDADDENTROPY, _RNDRESEEDCRNG = 0x40085203, 0x5207

_MOUNTS: Final = (
    ("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC),
    ("sysfs", "/sys", "sysfs", _NOSUID | _NODEV | _NOEXEC),
    ("devtmpfs", "/dev", "devtmpfs", _NOSUID),
    ("tmpfs", "/dev/shm", "tmpfs", _NOSUID | _NODEV),  # noqa: S108 -- the guest's own
    ("tmpfs", "/run", "tmpfs", _NOSUID | _NODEV),
    ("tmpfs", "/tmp", "tmpfs", _NOSUID | _NODEV),  # noqa: S108 -- the guest's own
)
_FADT: Final = Path("/sys/firmware/acpi/tables/FACP")
_OEMS: Final = {"FIRECK": "firecracker", "BOCHS": "qemu"}
"""Who wrote the ACPI tables, at byte 10 of each: Firecracker signs so, QEMU so."""

_SKEW_NS: Final = 1_000_000_000
_libc = ctypes.CDLL(None, use_errno=True)


def mount_all() -> None:
    """What a system expects, unless the initramfs has mounted it; and ctrl-alt-del as SIGINT."""
    for source, place, kind, flags in _MOUNTS:
        Path(place).mkdir(parents=True, exist_ok=True)
        if os.path.ismount(place):
            continue
        if _libc.mount(source.encode(), place.encode(), kind.encode(), flags, None):
            why = os.strerror(ctypes.get_errno())
            sys.stderr.write(f"init: {place} cannot be mounted: {why}\n")
    _libc.reboot(_CAD_OFF)


def loopback_up() -> None:
    """The kernel gives it 127.0.0.1 itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))


def set_clock(host_unix_ns: int) -> None:
    """To the host's, where it is more than a second off."""
    if abs(time.time_ns() - host_unix_ns) > _SKEW_NS:
        time.clock_settime_ns(time.CLOCK_REALTIME, host_unix_ns)


def reseed(entropy: bytes) -> None:
    """Add the host's random bytes to the kernel's pool, and draw from it anew."""
    with Path("/dev/urandom").open("wb") as pool:
        header = struct.pack("ii", 8 * len(entropy), len(entropy))
        fcntl.ioctl(pool, _RNDADDENTROPY, header + entropy)
        fcntl.ioctl(pool, _RNDRESEEDCRNG)


def runtime(fadt: Path = _FADT) -> tuple[str, str]:
    """What this VM says that it runs in, by its ACPI tables, and their maker's name."""
    try:
        oem = fadt.read_bytes()[10:16].decode("ascii", "replace").strip()
    except OSError:
        return "unknown", ""
    return _OEMS.get(oem, "unknown"), oem


def claims(build: str, arguments: Arguments) -> dict[str, str]:
    """What the guest says of itself; `build` is the digest of the image's description in it."""
    kind, oem = runtime()
    return {
        "runtime": kind,
        "acpi_oem": oem,
        "kernel_release": os.uname().release,
        "image_build": build,
        **arguments.claims(),
    }


def settle() -> None:
    """Let go of what can be read again, so that a snapshot does not hold it."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def end_vm() -> None:
    """Never a power-off: on x86 Firecracker takes only a reset as the end."""
    os.sync()
    _libc.reboot(_RESTART)
