"""Firecracker as the guest's monitor: the one in production."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.boot import Guest, boot
from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import Release, examine
from arqon_microvm.image.manifest import Image
from arqon_microvm.kvm import makes_a_vm
from arqon_microvm.run.jail import Jail, Layout
from arqon_microvm.run.launch import Launch
from arqon_microvm.run.monitor import Order, Running, Say
from arqon_microvm.run.snapshot import Snapshot, Stamp, restore

__all__ = ["Firecracker"]

_BOOTED: Final = ("vmlinux", "initrd.cpio.gz", "rootfs.squashfs", "model.squashfs")


@dataclass(frozen=True, slots=True)
class Firecracker:
    """`pin` is the SHA-256 that the executable must have; without one it is looked up by version.

    A `snapshot` is restored where it fits, and a cold boot is made where it does not. A release
    that is refused for use is started only to try it (`try_release`), and is never attested.
    """

    executable: str = "firecracker"
    pin: str | None = None
    jail: Jail | None = None
    snapshot: Path | None = None
    try_release: bool = False
    name: Literal["firecracker"] = "firecracker"
    patience_s: float = 2.0
    heard_first: bool = False

    async def start(self, order: Order) -> Running:
        """Raises VmError: not there, not to be used, or it refused a call."""
        release = await self._examined(order.say)
        features = Features.of(release.number)
        launch, files = Launch(release, self.jail, order), _files(order.image)

        def warm(api: Api, layout: Layout) -> None:
            restore(api, layout, features)

        if self.snapshot is not None and not order.cold:
            try:
                fast = await asyncio.to_thread(self._fitting, self.snapshot, order, release)
                if self.jail is None and not features.vsock_override:
                    raise VmError(
                        f"Firecracker {release.version} opens the guest's socket only where it was "
                        "when the snapshot was made",
                        "In a jail it has the same path each time: --jailer.",
                    )
                running = await launch.run({**files, **fast.files()}, warm)
            except VmError as error:
                order.say(f"the snapshot is not used, so this is a cold boot: {error}")
            else:
                return replace(running, booted_as=fast.booted_as, altered=fast.altered)

        def cold(api: Api, layout: Layout) -> None:
            # What is doubtful about the release has been said.
            boot(api, _guest(layout, order), lambda _: None, try_release=self.try_release)

        try:
            return await launch.run(files, cold)
        except VmError as error:
            raise _explained(error) from error

    async def _examined(self, say: Say) -> Release:
        """In a thread: a program is run, and a file is read."""
        said: list[str] = []
        try:
            return await asyncio.to_thread(
                examine, self.executable, self.pin, said.append, try_release=self.try_release
            )
        finally:
            for line in said:
                say(line)

    def _fitting(self, folder: Path, order: Order, release: Release) -> Snapshot:
        jailed = self.jail is not None
        stamp = Stamp.of_now(order.image, order.machine, release, jailed=jailed)
        return Snapshot.fitting(folder, stamp)


def _explained(error: VmError) -> VmError:
    """Firecracker's words for a host without KVM name no cause."""
    try:
        makes_a_vm()
    except VmError as kvm:
        return VmError(f"{error.what}; {kvm.what}", kvm.next_step)
    return error


def _files(image: Image) -> dict[str, Path]:
    return {name: image.path(name) for name in _BOOTED}


def _guest(layout: Layout, order: Order) -> Guest:
    return Guest(
        arguments=order.arguments,
        kernel=layout.files["vmlinux"],
        initrd=layout.files["initrd.cpio.gz"],
        rootfs=layout.files["rootfs.squashfs"],
        model=layout.files["model.squashfs"],
        v_sock=layout.seen / "v.sock",
        console=layout.seen / "console.fifo",
        vcpus=order.machine.vcpus,
        memory_mib=order.machine.memory_mib,
    )
