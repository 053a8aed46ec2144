"""What the supervisor needs of a monitor, be it Firecracker or its stand-in."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from arqon_microvm.errors import VmError
from arqon_microvm.guest.arguments import Arguments, Engine
from arqon_microvm.image.manifest import Image
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.process import Held
from arqon_microvm.run.state import MonitorName, Place, RunState

__all__ = [
    "MEMORY_MIB",
    "Control",
    "Machine",
    "Monitor",
    "Order",
    "Running",
    "Say",
    "appears",
    "listens",
]

Say = Callable[[str], None]

MEMORY_MIB: Final[Mapping[Engine, int]] = {"onnx": 1280, "auto": 2304, "openvino": 2304}
"""What a guest gets where nobody says more: the sidecar's measured peak with English by misaki, and
250 MiB for all else. See docs/operations/kokoro-installation.md."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What the guest gets. Memory in MiB; without an engine, the image's; threads of the engine."""

    vcpus: int
    memory_mib: int
    engine: Engine | None = None
    threads: int | None = None

    def engine_of(self, image: Image) -> Engine:
        """What is to run the model. Raises VmError if the image does not carry it."""
        built = image.manifest.engine
        if self.engine == "openvino" and built == "onnx":
            raise VmError(
                f"the image in {image.folder} does not carry the engine openvino",
                "Build it with --engine auto, or run it with --engine onnx.",
            )
        return self.engine or built


@dataclass(frozen=True, slots=True)
class Order:
    """A VM to be started; `cold`: without the snapshot. What is doubtful is told to `say`.

    `note` gets each process as soon as there is one, with its jail: should the supervisor die
    now, the next one must know what was started.
    """

    image: Image
    machine: Machine
    folder: StateFolder
    instance_id: str
    say: Say
    note: Callable[[dict[str, Held], Path | None], None]
    cold: bool = False

    @property
    def arguments(self) -> Arguments:
        """What the guest is told at boot. Raises VmError: see `Machine.engine_of`."""
        engine = self.machine.engine_of(self.image)
        return Arguments(self.instance_id, engine, self.machine.threads)


class Control(Protocol):
    """Telling a monitor that runs what to do; it blocks, within a bound."""

    def check(self) -> None:
        """Raises VmError unless it answers, and its VM is the one that we started, and runs."""

    def press_ctrl_alt_del(self) -> None:
        """Raises VmError where it cannot."""


@dataclass(frozen=True, slots=True)
class Running:
    """One VM: its processes, of which `monitor` is the first, its sockets and its console.

    `console` is a FIFO or a socket; `tidy` removes what only this VM had, after its end. `altered`
    says why the memory that it was restored from cannot be trusted, if so: it takes seconds.
    """

    processes: dict[str, Held]
    control: Control
    v_sock: Path
    api_sock: Path
    console: Path
    version: str
    booted_as: str
    jail: Path | None
    tidy: Callable[[], None]
    altered: Callable[[], str] = lambda: ""

    def noted(self, state: RunState) -> RunState:
        """The state with what others, and later supervisors, must know of this VM."""
        known = {name: held.process for name, held in self.processes.items()}
        return state.model_copy(
            update={
                "monitor_version": self.version,
                "booted_as": self.booted_as,
                "jail": self.jail,
                "processes": known,
                "v_sock": Place.if_there(self.v_sock),
                "api_sock": Place.if_there(self.api_sock),
            }
        )

    async def exited(self) -> str:
        """Waits until one of its processes ends, and says which, and how."""
        waits = {asyncio.ensure_future(held.ended()): name for name, held in self.processes.items()}
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        first = done.pop()
        return f"the VM's {waits[first]} {first.result()}"

    async def end(self) -> None:
        """At once; nothing is left then."""
        for held in self.processes.values():
            await held.end()
        self.tidy()


class Monitor(Protocol):
    """Starts VMs of one kind in a state folder."""

    @property
    def name(self) -> MonitorName:
        """Which kind."""

    @property
    def patience_s(self) -> float:
        """How long a guest that runs on it may take to answer."""

    @property
    def heard_first(self) -> bool:
        """Whether a guest must not be called before it was heard on its console."""

    async def start(self, order: Order) -> Running:
        """Boot a guest. Raises VmError, with nothing left."""


def listens(path: Path) -> bool:
    """Whether somebody accepts on it: a socket has its name a moment before that."""
    with socket.socket(socket.AF_UNIX) as trying:
        try:
            trying.connect(str(path))
        except OSError:
            return False
    return True


async def appears(
    path: Path, of: Held, within_s: float, there: Callable[[Path], bool] = Path.exists
) -> str:
    """Waits for a socket; returns why it does not come, or nothing.

    Looked for again and again: a notification would need a watch of the folder, for some ms.
    """
    ended = asyncio.ensure_future(of.ended())
    try:
        async with asyncio.timeout(within_s):
            while not there(path):
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.002):
                        return await asyncio.shield(ended)
    except TimeoutError:
        return f"made no {path} within {within_s:g} s"
    finally:
        ended.cancel()
    return ""
