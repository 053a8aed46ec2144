"""`arqon-tts vm status`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from arqon_settings.command import command_here
from arqon_tui.cli import exits
from arqon_tui.cli.output import as_json, show
from arqon_tui.cli.vm.options import LISTEN, PINS, STATE_DIR, folder_of, pins_of

if TYPE_CHECKING:
    from arqon_microvm.run.folder import StateFolder
    from arqon_microvm.run.state import RunState

__all__ = ["vm_status"]


@click.command("status")
@PINS
@STATE_DIR
@LISTEN
@as_json
def vm_status(
    state_dir: Path | None,
    listen: tuple[str, int],
    json_output: bool,
    **named: Any,  # noqa: ANN401 -- click's own
) -> None:
    """What the VM's supervisor says. Exit codes: 0 ready, 1 not."""
    folder = folder_of(state_dir)
    state = folder.read()
    if state is None:
        phase, told = _without_state(folder, listen)
        show({"phase": phase}, told, json_output=json_output)
        sys.exit(exits.FAILED)
    standing = _standing(folder, state, named)
    data = {**state.model_dump(mode="json"), "attestation": standing}
    show(data, _text(folder, state, standing), json_output=json_output)
    sys.exit(0 if state.phase == "ready" else exits.FAILED)


def _without_state(folder: StateFolder, listen: tuple[str, int]) -> tuple[str, str]:
    """The phase, and what to tell."""
    from arqon_microvm.run.by_port import supervisor_at
    from arqon_microvm.run.stop import elsewhere

    if (starter := folder.starter()) is not None:
        return "starting", f"Process {starter.pid} is starting a VM in {folder.path}."
    if (supervisor := folder.supervisor()) is not None:
        who = f"Process {supervisor.pid} has {folder.path}"
        return "starting", f"{who}, and has not written there how its VM is: starting, or no room."
    if folder.last() is not None:
        removes = f"{command_here('vm', 'down')} removes what is left."
        told = f"The supervisor in {folder.path} died. {removes}"
        return "abandoned", told
    told = f"No VM runs in {folder.path}."
    if (found := supervisor_at(listen)) is None:
        return "stopped", told
    return "abandoned" if found.removed else "stopped", f"{told} {elsewhere(found)}"


def _standing(folder: StateFolder, state: RunState, named: dict[str, Any]) -> str:
    from arqon_microvm.attest.standing import standing
    from arqon_microvm.errors import VmError

    try:
        pins = pins_of(named)
    except VmError as error:
        return f"not attested: {error.what}"
    return standing(folder, f"http://{state.listen}", pins).words


def _text(folder: StateFolder, state: RunState, standing: str) -> str:
    from arqon_microvm.firecracker.versions import why_refused

    if state.monitor == "firecracker":
        kind = ", a refused release on trial" if why_refused(state.monitor_version) else ""
    else:
        kind = ", a stand-in for development"
    return "\n".join(
        [
            f"{state.phase}{': ' if state.reason else ''}{state.reason}",
            f"monitor      {state.monitor} {state.monitor_version}{kind}",
            f"attestation  {standing}",
            f"address      {state.listen}",
            f"image        {state.image} ({state.image_sha256[:12]})",
            f"model        {state.model}",
            f"machine      {state.vcpus} vCPUs, {state.memory_mib} MiB",
            f"engine       {state.engine}{f', {state.threads} threads' if state.threads else ''}",
            f"since        {state.started_at}, {state.restarts} restarts",
            f"console      {folder.console}",
        ]
    )
