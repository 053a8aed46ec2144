"""Whether the sidecar runs in this host's Firecracker VM, proven and not only said.

The microVM's code is loaded on the first look at a sidecar that says so, never before.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arqon_microvm.attest.standing import Standing
    from arqon_service.home import Home
    from arqon_voice.sidecar.health import Health

__all__ = ["judged", "standing_of"]


def standing_of(url: str, home: Home) -> Standing:
    """How the VM of one user stands behind an address. Raises nothing.

    Blocks for some tens of milliseconds; not to be called where an event loop runs.
    """
    from arqon_microvm.attest.standing import standing
    from arqon_microvm.run.folder import StateFolder

    named = os.environ.get("ARQON_VM_STATE_DIR")
    folder = Path(named) if named else home.vm
    return standing(StateFolder(folder.absolute()), url)


def judged(health: Health, home: Home) -> Health:
    """The same, with its claim to be in Firecracker put to the proof. See `standing_of`."""
    if health.runtime != "firecracker" or health.state == "unreachable":
        return health
    standing = standing_of(health.url, home)
    return replace(health, attested=standing.attested, refused_release=standing.refused)
