"""One Firecracker process, from nothing to a guest that runs; or nothing is left of it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import Release
from arqon_microvm.run.jail import Jail, Layout
from arqon_microvm.run.monitor import Order, Running, appears, listens
from arqon_microvm.run.process import Held, executable_sha256
from arqon_microvm.run.state import RunState

__all__ = ["ApiControl", "Launch", "adopt", "api_name", "cgroup_of", "remove_jail"]

CONSOLE: Final = "console.fifo"
_SOCKET_S: Final = 20.0
"""One that ends is noticed at once; one that is slow has a machine with much to do."""

Configure = Callable[[Api, Layout], None]


def api_name(instance_id: str) -> str:
    """How Firecracker's process names itself when asked: its `--id`."""
    return f"arqon-{instance_id}"


class ApiControl:
    """Asks on Firecracker's API socket, with a connection for each question."""

    def __init__(self, socket: Path, instance_id: str) -> None:
        self._socket = socket
        self._name = api_name(instance_id)

    def check(self) -> None:
        """See `Control`."""
        with Api(self._socket) as api:
            about = api.about()
        if about.id != self._name:
            raise VmError(f"Firecracker on {self._socket} runs {about.id!r}, not {self._name!r}")
        if about.state != "Running":
            raise VmError(f"Firecracker says that its VM is {about.state}")

    def press_ctrl_alt_del(self) -> None:
        """See `Control`."""
        with Api(self._socket) as api:
            api.ctrl_alt_del()


@dataclass(frozen=True, slots=True)
class Launch:
    """Of which release, whether in a jail, and what was ordered."""

    release: Release
    jail: Jail | None
    order: Order

    async def run(self, files: Mapping[str, Path], configure: Configure) -> Running:
        """`files` are made visible to the process by name; `configure` says what to do with them.

        Raises:
            VmError: it could not be started, or refused; nothing is left.
        """
        name = api_name(self.order.instance_id)
        executable, jail = self.release.executable, self.jail
        if jail is None:
            layout = Layout.free(self.order.folder.path, files)
            before = [str(executable), "--id", name]
        else:
            self.order.note({}, jail.place(executable, name))  # also half of it must be removed
            layout = await _made(jail, executable, name, files)
            before = jail.command(executable, name, self.order.machine.memory_mib)
        held: Held | None = None
        try:
            _remove(layout.sockets)
            _make_fifo(layout.sockets / CONSOLE, jail)
            api_sock = str(layout.seen / "api.sock")
            command = [*before, "--api-sock", api_sock, "--level", "Warning"]
            held = self._spawned(command, layout.sockets / CONSOLE)
            self.order.note({"monitor": held}, layout.jail)
            held = await self._configured(held, layout, configure)
        except BaseException as error:
            if held is not None:
                await held.end()
            _remove(layout.sockets)
            if layout.jail is not None:
                remove_jail(layout.jail)
            if isinstance(error, OSError):
                raise Passing(f"the VM in {layout.sockets} cannot be started: {error}") from error
            raise
        release = self.release
        return _running(
            held,
            layout.sockets,
            self.order.instance_id,
            release.version,
            layout.jail,
        )

    def _spawned(self, command: list[str], console: Path) -> Held:
        """The console goes to the FIFO from the start, where Firecracker cannot be told later."""
        log = self.order.folder.monitor_log
        if Features.of(self.release.number).serial:
            return Held.spawn(command, log)
        # Open for reading, too, and never waiting: without a reader the guest must not hang.
        output = os.open(console, os.O_RDWR | os.O_NONBLOCK)
        try:
            return Held.spawn(command, log, output)
        finally:
            os.close(output)

    async def _configured(self, held: Held, layout: Layout, configure: Configure) -> Held:
        api_sock = layout.sockets / "api.sock"
        if why := await appears(api_sock, held, _SOCKET_S, listens):
            raise Passing(f"Firecracker {why}", f"See {self.order.folder.monitor_log}.")
        # What was started may have been the jailer; and a file can be replaced meanwhile.
        digest = executable_sha256(held.process.pid)
        if digest != self.release.sha256:
            raise VmError(
                f"the process {held.process.pid} runs an executable with the digest {digest}, and "
                f"{self.release.executable} has {self.release.sha256}",
                "Somebody replaced it just now: look who.",
            )
        held.executes(digest)

        def call() -> None:
            with Api(api_sock) as api:
                configure(api, layout)

        # A FIFO without a reader would be refused.
        reader = os.open(layout.sockets / CONSOLE, os.O_RDONLY | os.O_NONBLOCK)
        try:
            await asyncio.to_thread(call)
        finally:
            os.close(reader)
        return held


def adopt(state: RunState, held: dict[str, Held]) -> Running:
    """Go on with what an earlier supervisor started."""
    assert state.v_sock is not None
    running = _running(
        held["monitor"],
        state.v_sock.path.parent,
        state.instance_id,
        state.monitor_version,
        state.jail,
    )
    return replace(running, booted_as=state.booted_as)


def remove_jail(jail: Path) -> None:
    """After the monitor's end: the jailer cleans up nothing itself."""
    shutil.rmtree(jail, ignore_errors=True)
    with suppress(OSError):
        cgroup_of(jail).rmdir()


def cgroup_of(jail: Path) -> Path:
    """Which the jailer has made for it."""
    return Path("/sys/fs/cgroup", jail.parent.name, jail.name)


async def _made(jail: Jail, executable: Path, name: str, files: Mapping[str, Path]) -> Layout:
    """In a thread, since files may have to be copied; one that is not waited for leaves nothing."""
    halted = Event()
    making = asyncio.ensure_future(asyncio.to_thread(jail.layout, executable, name, files, halted))
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        halted.set()
        with suppress(VmError):
            made = (await making).jail
            if made is not None:
                remove_jail(made)
        raise


def _running(
    held: Held, sockets: Path, instance_id: str, version: str, jail: Path | None
) -> Running:
    def tidy() -> None:
        _remove(sockets)
        if jail is not None:
            remove_jail(jail)

    return Running(
        processes={"monitor": held},
        control=ApiControl(sockets / "api.sock", instance_id),
        v_sock=sockets / "v.sock",
        api_sock=sockets / "api.sock",
        console=sockets / CONSOLE,
        version=version,
        booted_as=instance_id,
        jail=jail,
        tidy=tidy,
    )


def _remove(sockets: Path) -> None:
    """Before a start and after the end: Firecracker removes nothing itself."""
    for path in (*sockets.glob("*.sock*"), sockets / CONSOLE):
        path.unlink(missing_ok=True)


def _make_fifo(path: Path, jail: Jail | None) -> None:
    os.mkfifo(path, 0o600)
    if jail is not None:
        os.chown(path, jail.uid, jail.gid)
