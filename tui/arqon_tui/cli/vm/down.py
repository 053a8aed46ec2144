"""`arqon-tts vm down` and `vm restart`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import fail
from arqon_tui.cli.vm.options import LISTEN, STATE_DIR, folder_of

if TYPE_CHECKING:
    from arqon_microvm.run.folder import StateFolder
    from arqon_microvm.run.state import RunState

__all__ = ["vm_down", "vm_restart"]

_LOOK_S: Final = 0.05
_DEPLOY_S: Final = 300.0


@click.command("down")
@STATE_DIR
@LISTEN
def vm_down(state_dir: Path | None, listen: tuple[str, int]) -> None:
    """Stop the VM, and wait until nothing of it is left; also one that is just starting."""
    from arqon_microvm.errors import VmError
    from arqon_microvm.run.stop import stop

    try:
        click.echo(stop(folder_of(state_dir), listen))
    except VmError as error:
        fail(str(error), exits.FAILED)


@click.command("restart")
@STATE_DIR
def vm_restart(state_dir: Path | None) -> None:
    """Deploy: replace the VM by one of the image that lies in its folder now.

    An image that is damaged replaces nothing: the VM goes on. While the VM is replaced, requests
    are answered 503.
    """
    from arqon_microvm.errors import VmError
    from arqon_microvm.run.stop import ask_to_deploy

    folder = folder_of(state_dir)
    try:
        before = folder.read()
        if before is None:
            raise VmError(f"no VM runs in {folder.path}", "Start it: arqon-tts vm up.")
        ask_to_deploy(before)
        ready = _replaced(folder, before)
    except VmError as error:
        fail(str(error), exits.FAILED)
    click.echo(f"The VM is ready at {ready.listen}, of image {ready.image_sha256[:12]}.")


def _replaced(folder: StateFolder, before: RunState) -> RunState:
    from arqon_microvm.errors import VmError

    until, changes, said = time.monotonic() + _DEPLOY_S, before.changes, ""
    while time.monotonic() < until:
        now = folder.read()
        if now is None:
            raise VmError("the supervisor has ended", f"See {folder.log}.")
        if now.changes != changes:
            changes = now.changes
            told = f"{now.phase}: {now.reason}" if now.reason else now.phase
            if told != said:
                click.echo(told, err=True)
            said = told
            if now.instance_id == before.instance_id and now.reason.startswith("not deployed"):
                raise VmError(now.reason)
        if now.phase == "ready" and now.instance_id != before.instance_id:
            return now
        time.sleep(_LOOK_S)
    raise VmError(f"it is not ready after {_DEPLOY_S:g} s", "See: arqon-tts vm logs.")
