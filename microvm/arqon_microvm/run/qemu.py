"""QEMU in Firecracker's place, for machines without usable KVM: to develop and test, no more.

Kernel, initramfs and drives are the same, and so is the way in: vhost-device-vsock speaks the
protocol of Firecracker's socket. The guest's processor is emulated in software, and slow, unless
KVM is asked for: not by default, since a /dev/kvm may be there and boot nothing.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.kvm import KVM, makes_a_vm
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.monitor import Order, Running, appears, listens
from arqon_microvm.run.process import Held
from arqon_microvm.run.qmp import Qmp, qemu_version
from arqon_microvm.run.state import RunState

__all__ = ["Accel", "Qemu", "adopt"]

Accel = Literal["tcg", "kvm"]
"""What runs the guest's processors: software, or the kernel."""

_SOCKET_S: Final = 10.0
_KERNEL: Final = "console=ttyS0 panic=-1 reboot=t mitigations=off loglevel=4 printk.time=1"
_PROCESSOR: Final[dict[Accel, tuple[str, ...]]] = {
    "tcg": ("tcg,thread=multi", "-cpu", "max"),
    "kvm": ("kvm", "-cpu", "host"),
}


@dataclass(frozen=True, slots=True)
class Qemu:
    """Starts the vsock device, whose name or path is given, and QEMU.

    The device (0.3.0) hangs for good if it is called before the guest's driver is there, and if
    somebody who called has gone when the guest accepts: patience is its life.
    """

    vsock_device: str = "vhost-device-vsock"
    accel: Accel = "tcg"
    name: Literal["qemu"] = "qemu"
    patience_s: float = 10.0
    heard_first: bool = True

    async def start(self, order: Order) -> Running:
        """Raises VmError: a program is missing, or does not start; or there is no KVM for it."""
        if self.accel == "kvm":
            makes_a_vm(KVM)
        ours = Path(sys.executable).parent / self.vsock_device  # where `make image` puts it
        device_path = shutil.which(self.vsock_device) or shutil.which(ours)
        if device_path is None:
            raise VmError(
                f"{self.vsock_device} is not there",
                "make image fetches it; or fetch it with microvm/tools/get-vhost-device-vsock "
                "FOLDER, and name it with --vsock-device.",
            )
        qemu_path = shutil.which("qemu-system-x86_64")
        if qemu_path is None:
            raise VmError("qemu-system-x86_64 is not there", "apt install qemu-system-x86")
        folder = order.folder
        vhost = folder.path / "vhost.sock"
        command = [device_path, "--guest-cid", "3", "--socket", str(vhost)]
        held: dict[str, Held] = {}
        try:
            device = Held.spawn([*command, "--uds-path", str(folder.v_sock)], folder.monitor_log)
            held["vsock"] = device
            order.note(held, None)
            await _there(vhost, device, folder, Path.exists)
            monitor = Held.spawn(_command(qemu_path, order, self.accel), folder.monitor_log)
            held = {"monitor": monitor, "vsock": device}
            order.note(held, None)
            await _there(folder.api_sock, monitor, folder, listens)
            version = await asyncio.to_thread(qemu_version, folder.api_sock)
        except BaseException:
            for process in held.values():
                await process.end()
            raise
        return _running(folder, held, order.instance_id, version)


def adopt(state: RunState, folder: StateFolder, held: dict[str, Held]) -> Running:
    """Go on with what an earlier supervisor started."""
    return _running(folder, held, state.instance_id, state.monitor_version)


def _running(folder: StateFolder, held: dict[str, Held], instance_id: str, version: str) -> Running:
    return Running(
        processes=held,
        control=Qmp(folder.api_sock, instance_id),
        v_sock=folder.v_sock,
        api_sock=folder.api_sock,
        console=folder.path / "console.sock",
        version=version,
        booted_as=instance_id,
        jail=None,
        tidy=partial(_tidy, folder),
    )


def _tidy(folder: StateFolder) -> None:
    for stale in folder.path.glob("*.sock*"):
        stale.unlink(missing_ok=True)


async def _there(
    path: Path, held: Held, folder: StateFolder, there: Callable[[Path], bool]
) -> None:
    if why := await appears(path, held, _SOCKET_S, there):
        raise Passing(f"{path.name}: its process {why}", f"See {folder.monitor_log}.")


def _command(qemu: str, order: Order, accel: Accel) -> list[str]:
    image, machine, folder = order.image, order.machine, order.folder
    command = [qemu, "-M", "microvm,x-option-roms=off,rtc=on,memory-backend=mem"]
    command += ["-name", f"arqon-{order.instance_id}"]
    command += ["-accel", *_PROCESSOR[accel], "-smp", str(machine.vcpus)]
    command += ["-m", str(machine.memory_mib), "-object"]
    command += [f"memory-backend-memfd,id=mem,size={machine.memory_mib}M,share=on"]
    command += ["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
    command += ["-global", "virtio-mmio.force-legacy=false"]
    for name, path in (("con", folder.path / "console.sock"), ("qmp", folder.api_sock)):
        command += ["-chardev", f"socket,id={name},path={_plain(path)},server=on,wait=off"]
    command += ["-serial", "chardev:con", "-mon", "chardev=qmp,mode=control"]
    command += ["-kernel", str(image.path("vmlinux")), "-initrd", str(image.path("initrd.cpio.gz"))]
    command += ["-append", f"{_KERNEL} {_clock(accel)}{order.arguments}"]
    for name in ("rootfs", "model"):
        file = _plain(image.path(f"{name}.squashfs"))
        command += ["-drive", f"id={name},file={file},format=raw,if=none,readonly=on"]
        command += ["-device", f"virtio-blk-device,drive={name}"]
    vhost = _plain(folder.path / "vhost.sock")
    command += ["-device", "virtio-rng-device", "-chardev", f"socket,id=vs,path={vhost}"]
    return [*command, "-device", "vhost-user-vsock-device,chardev=vs"]


def _plain(path: Path) -> str:
    """As a value in QEMU's options, where a comma ends one."""
    return str(path).replace(",", ",,")


def _clock(accel: Accel) -> str:
    """An emulated kernel would measure its clock against a timer that is not there, and hang.

    Under KVM the host's kernel tells it.
    """
    lines = [] if accel == "kvm" else Path("/proc/cpuinfo").read_text().splitlines()
    for line in lines:
        if line.startswith("cpu MHz"):
            khz = int(float(line.partition(":")[2]) * 1000)
            return f"tsc_early_khz={khz} tsc=reliable "
    return ""
