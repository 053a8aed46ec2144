"""The VM that is to answer at the sidecar's address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from arqon_gate.check import Around, CannotLook

if TYPE_CHECKING:
    from arqon_microvm.run.folder import StateFolder
    from arqon_microvm.run.state import RunState

__all__ = ["running"]


def running(around: Around) -> tuple[StateFolder, RunState]:
    """The state folder of the user's VM, and what its supervisor says.

    Raises:
        CannotLook: none runs, or it cannot be read.
    """
    from arqon_microvm.errors import VmError
    from arqon_microvm.run.folder import StateFolder

    folder = StateFolder(Path(os.environ.get("ARQON_VM_STATE_DIR") or around.user.vm).absolute())
    try:
        state = folder.read()
    except VmError as error:
        raise CannotLook(str(error)) from error
    if state is None:
        raise CannotLook("No VM of this user runs. Start it: arqon-tts vm up")
    print(f"VM: {state.monitor}, {state.phase}, image {state.image.name}", flush=True)
    return folder, state
