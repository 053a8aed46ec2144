"""Whether the sidecar runs in this host's Firecracker VM, proven and not only said.

The microVM's code is loaded on the first look at a sidecar that says so, never before.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from arqon_microvm.attest.pins import Pins
    from arqon_microvm.attest.standing import Standing
    from arqon_service.home import Home
    from arqon_voice.sidecar.health import Health

__all__ = ["judged", "pins_of", "standing_of"]

_OF_THE_SYSTEM: Final = Path("/etc/arqon-tts/vm.env")


def pins_of(home: Home, environment: Mapping[str, str] = os.environ) -> Pins:
    """What this user says that the VM must be: in the environment, or in `vm.env`.

    Raises:
        VmError: the file cannot be read, or is somebody else's.
    """
    from arqon_microvm.attest.pins import named_in

    return named_in(environment, (home.settings.with_name("vm.env"), _OF_THE_SYSTEM))


def standing_of(url: str, home: Home) -> Standing:
    """How the VM of one user stands behind an address. Raises nothing.

    Blocks for some tens of milliseconds; not to be called where an event loop runs.
    """
    from arqon_microvm.attest.standing import Standing, standing
    from arqon_microvm.errors import VmError
    from arqon_microvm.run.folder import StateFolder

    named = os.environ.get("ARQON_VM_STATE_DIR")
    folder = Path(named) if named else home.vm
    try:
        pins = pins_of(home)
    except VmError as error:
        return Standing(False, f"not attested: {error.what}")
    return standing(StateFolder(folder.absolute()), url, pins)


def judged(health: Health, home: Home) -> Health:
    """The same, with its claim to be in Firecracker put to the proof. See `standing_of`."""
    if health.runtime != "firecracker" or health.state == "unreachable":
        return health
    standing = standing_of(health.url, home)
    return replace(health, attested=standing.attested, refused_release=standing.refused)
