"""Making a snapshot: a separate VM is booted, warmed up, frozen and dropped.

It is taken before the guest is told who it is, so no snapshot holds a key.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.bodies import SnapshotCreate
from arqon_microvm.firecracker.versions import examine
from arqon_microvm.image.manifest import Image, digest_of
from arqon_microvm.image.place import built_beside
from arqon_microvm.run.console import Console
from arqon_microvm.run.control import ask
from arqon_microvm.run.failure import explained
from arqon_microvm.run.firecracker import Firecracker
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.guard import guarded
from arqon_microvm.run.launch import cgroup_of
from arqon_microvm.run.life import Waiting, why_not
from arqon_microvm.run.monitor import Machine, Order, Running, Say
from arqon_microvm.run.process import Held
from arqon_microvm.run.reader import reading
from arqon_microvm.run.readiness import ready
from arqon_microvm.run.snapshot import MEMORY, STAMP, VM_STATE, Described, Stamp
from arqon_microvm.run.watch import silence

__all__ = ["take_snapshot"]

_PARTS: Final = frozenset({VM_STATE, MEMORY, STAMP})


async def take_snapshot(
    monitor: Firecracker, image: Image, machine: Machine, out: Path, boot_s: float, say: Say
) -> Described:
    """Into the folder `out`, in the place of what is there; a VM that runs is not touched.

    Raises:
        VmError: it cannot be booted, did not get ready in time, there is no room, or `out` is
            something else than a snapshot.
    """
    release = examine(monitor.executable, monitor.pin, say, try_release=monitor.try_release)
    stamp = Stamp.of_now(image, machine, release, jailed=monitor.jail is not None)
    instance_id = secrets.token_hex(16)
    with (
        built_beside(out, _PARTS, (machine.memory_mib + 64) << 20) as beside,
        tempfile.TemporaryDirectory(prefix="arqon-vm-") as scratch,
        ExitStack() as guards,
    ):
        making, folder = beside / "image", StateFolder(Path(scratch))
        making.chmod(0o700)
        say("booting a separate guest")

        def note(processes: dict[str, Held], jail: Path | None) -> None:
            if "monitor" in processes:  # a jail is told of before it has one
                guards.enter_context(_with_us(processes["monitor"], Path(scratch), jail))

        order = Order(image, machine, folder, instance_id, say, note)
        with explained(folder.monitor_log, folder.console, release.executable.name):
            running = await monitor.start(order)
            try:
                with Console(folder.console) as console, reading(running.console, console):
                    await _warm(running, console, monitor.patience_s, boot_s)
                    say("warmed up")
                    await ask(running.v_sock, {"op": "quiesce"}, monitor.patience_s)
                await asyncio.to_thread(_freeze, running, making, say)
            finally:
                await running.end()
        return _describe(making, stamp, instance_id)


@contextmanager
def _with_us(monitor: Held, scratch: Path, jail: Path | None) -> Iterator[None]:
    """No later supervisor looks for this VM: its monitor ends with us, and leaves nothing."""
    folders = [scratch] if jail is None else [scratch, jail, cgroup_of(jail)]
    held = os.pidfd_open(monitor.process.pid)
    try:
        with guarded(held, signal.SIGKILL, folders):
            yield
    finally:
        os.close(held)


async def _warm(running: Running, console: Console, patience_s: float, boot_s: float) -> None:
    waiting = Waiting()
    warm = waiting.until(lambda: ready(running, patience_s))
    ends = running.exited(), silence(console, patience_s)
    if why := await why_not(warm, waiting, boot_s, *ends):
        raise VmError(why)


def _freeze(running: Running, making: Path, say: Say) -> None:
    say("writing the guest's memory")
    seen = Path("/run") if running.jail else making
    with Api(running.api_sock) as api:
        api.switch("Paused")
        api.create_snapshot(
            SnapshotCreate(snapshot_path=seen / VM_STATE, mem_file_path=seen / MEMORY)
        )
    if running.jail:
        for name in (VM_STATE, MEMORY):
            shutil.move(running.api_sock.with_name(name), making / name)


def _describe(making: Path, stamp: Stamp, booted_as: str) -> Described:
    """Written when all else is on the disk."""
    for name in (VM_STATE, MEMORY):
        _to_disk(making / name)
    described = Described(
        stamp=stamp,
        booted_as=booted_as,
        vm_state=digest_of(making / VM_STATE),
        memory=digest_of(making / MEMORY),
        memory_mtime_ns=(making / MEMORY).stat().st_mtime_ns,
    )
    (making / STAMP).write_text(described.model_dump_json(indent=1) + "\n")
    _to_disk(making / STAMP)
    _to_disk(making)
    return described


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
