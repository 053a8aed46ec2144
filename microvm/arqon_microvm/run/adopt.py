"""What a supervisor that died has left: its VM, whole or in parts, or only files."""

from __future__ import annotations

from arqon_microvm.errors import VmError
from arqon_microvm.run import launch, qemu
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.monitor import Running
from arqon_microvm.run.process import Held
from arqon_microvm.run.state import RunState

__all__ = ["left_behind"]


async def left_behind(folder: StateFolder) -> tuple[RunState, Running] | None:
    """The VM that still runs; None once what was left of one that is dead has been removed.

    A process is ours if number, start, boot and executable are those noted down, and the VM is if
    its monitor says so, too. The folder must be locked.

    Raises:
        VmError: they do not all agree: what runs there is left alone.
    """
    state = folder.last()
    held = _alive(state) if state is not None else {}
    if state is None or state.v_sock is None or len(held) < len(state.processes) or not held:
        for process in held.values():  # a part of a VM is of no use, and surely ours
            await process.end()
        if state is not None and state.jail is not None:
            launch.remove_jail(state.jail)
        folder.clean()
        return None
    running = (
        launch.adopt(state, held)
        if state.monitor == "firecracker"
        else qemu.adopt(state, folder, held)
    )
    try:
        running.control.check()
    except VmError as error:
        _let_go(held)
        raise _left_alone(state, str(error)) from error
    return state, running


def _alive(state: RunState) -> dict[str, Held]:
    held: dict[str, Held] = {}
    for name, process in state.processes.items():
        if (found := Held.adopt(process)) is None:
            continue
        held[name] = found
        if not process.unchanged():
            _let_go(held)
            raise _left_alone(state, f"process {process.pid} runs another executable now")
    return held


def _let_go(held: dict[str, Held]) -> None:
    for process in held.values():
        process.close()


def _left_alone(state: RunState, why: str) -> VmError:
    pids = " ".join(str(process.pid) for process in state.processes.values())
    return VmError(
        f"a supervisor that died left a VM (processes {pids}), and it cannot be taken over: {why}",
        f"It is left alone. If you are sure that it is of no use: kill {pids}.",
    )
