"""QEMU in Firecracker's place, for machines without usable KVM: to develop and test, no more.

Kernel, initramfs and drives are the same, and so is the way in: vhost-device-vsock speaks the
protocol of Firecracker's socket. The guest's processor is emulated in software, and slow.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import Image
from arqon_microvm.run.state import Process, StateFolder, identify

__all__ = ["Machine", "Running", "start_qemu"]

_PR_SET_PDEATHSIG: Final = 1
_SOCKET_S: Final = 5.0
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Machine:
    """What to give the guest; the device is a name or a path. Memory in MiB."""

    vcpus: int
    memory_mib: int
    vsock_device: str = "vhost-device-vsock"


@dataclass(frozen=True, slots=True)
class Running:
    """The processes of one VM; its console is QEMU's standard output."""

    qemu: asyncio.subprocess.Process
    device: asyncio.subprocess.Process

    def processes(self) -> dict[str, Process]:
        """Those that still run."""
        named = {"monitor": self.qemu.pid, "vsock": self.device.pid}
        return {name: found for name, pid in named.items() if (found := identify(pid))}

    async def exited(self) -> str:
        """Waits until one of them ends, and says how."""
        waits = {
            asyncio.ensure_future(self.qemu.wait()): "QEMU",
            asyncio.ensure_future(self.device.wait()): "its vsock device",
        }
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        first = done.pop()
        return f"{waits[first]} ended with {first.result()}"

    async def end(self) -> None:
        """SIGTERM, SIGKILL after a second; nothing is left then."""
        for process in (self.qemu, self.device):
            if process.returncode is None:
                process.terminate()
                try:
                    async with asyncio.timeout(1):
                        await process.wait()
                except TimeoutError:
                    process.kill()
                    await process.wait()


async def start_qemu(
    image: Image,
    machine: Machine,
    folder: StateFolder,
    instance_id: str,
) -> Running:
    """Start the vsock device, then QEMU.

    Raises:
        VmError: a program is missing, or does not start.
    """
    device_path = shutil.which(machine.vsock_device)
    if device_path is None:
        raise VmError(
            f"{machine.vsock_device} is not there",
            "Fetch it with microvm/tools/get-vhost-device-vsock FOLDER, and name it with "
            "--vsock-device.",
        )
    qemu_path = shutil.which("qemu-system-x86_64")
    if qemu_path is None:
        raise VmError("qemu-system-x86_64 is not there", "apt install qemu-system-x86")
    for stale in (folder.v_sock, folder.vhost_sock):
        stale.unlink(missing_ok=True)
    words = [device_path, "--guest-cid", "3", "--socket", str(folder.vhost_sock)]
    device = await _spawn([*words, "--uds-path", str(folder.v_sock)], asyncio.subprocess.DEVNULL)
    try:
        await _appears(folder.vhost_sock, device)
        command = _command(qemu_path, image, machine, folder, instance_id)
        qemu = await _spawn(command, asyncio.subprocess.PIPE)
    except BaseException:
        device.kill()
        await device.wait()
        raise
    return Running(qemu, device)


def _command(
    qemu: str, image: Image, machine: Machine, folder: StateFolder, instance_id: str
) -> list[str]:
    command = [qemu, "-M", "microvm,x-option-roms=off,rtc=on,memory-backend=mem"]
    command += ["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", str(machine.vcpus)]
    command += ["-m", str(machine.memory_mib), "-object"]
    command += [f"memory-backend-memfd,id=mem,size={machine.memory_mib}M,share=on"]
    command += ["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
    command += ["-serial", "stdio", "-global", "virtio-mmio.force-legacy=false"]
    command += ["-kernel", str(image.path("vmlinux")), "-initrd", str(image.path("initrd.cpio.gz"))]
    command += ["-append", f"{_clock()} arqon.instance={instance_id}"]
    for name in ("rootfs", "model"):
        file = str(image.path(f"{name}.squashfs")).replace(",", ",,")
        command += ["-drive", f"id={name},file={file},format=raw,if=none,readonly=on"]
        command += ["-device", f"virtio-blk-device,drive={name}"]
    socket = str(folder.vhost_sock).replace(",", ",,")
    command += ["-device", "virtio-rng-device", "-chardev", f"socket,id=vs,path={socket}"]
    return [*command, "-device", "vhost-user-vsock-device,chardev=vs"]


def _clock() -> str:
    """The kernel would measure its clock against a timer that this machine has not, and hang."""
    arguments = "console=ttyS0 panic=-1 reboot=t mitigations=off loglevel=4"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("cpu MHz"):
            khz = int(float(line.partition(":")[2]) * 1000)
            return f"{arguments} tsc_early_khz={khz} tsc=reliable"
    return arguments


async def _spawn(command: list[str], stdout: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with(os.getpid()),
    )


def _die_with(supervisor: int) -> Callable[[], None]:
    """No VM without a supervisor: when that is killed, the kernel kills these, too."""

    def in_the_child() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != supervisor:  # it was killed before the call
            os._exit(1)

    return in_the_child


async def _appears(socket: Path, process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_SOCKET_S):
            while not os.path.exists(socket):  # noqa: ASYNC240, PTH110 -- at once, in memory
                if process.returncode is not None:
                    raise VmError(f"the vsock device ended at once with {process.returncode}")
                await asyncio.sleep(0.01)
    except TimeoutError as error:
        raise VmError(f"the vsock device made no {socket} within {_SOCKET_S:g} s") from error
