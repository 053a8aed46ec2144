"""Where a VM's sockets are by default, and how long their names may be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from platformdirs import user_state_path

__all__ = ["GUEST_SUFFIX", "PATH_BYTES", "state_folder"]

PATH_BYTES: Final = 107
"""Of a Unix socket: sun_path has 108, the last one is zero."""

GUEST_SUFFIX: Final = "_4294967295"
"""What Firecracker appends to the socket's name when the guest calls: its port."""


def state_folder() -> Path:
    """Where the VM's sockets are by default: gone with the next boot, and short.

    The user's state folder stands in where the system gives no folder of that kind.
    """
    if os.geteuid() == 0:
        return Path("/run/arqon-tts/vm")
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return (Path(runtime) if runtime else user_state_path()) / "arqon-tts" / "vm"
