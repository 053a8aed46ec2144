"""Running the programs that build an image, and saying well what they say when they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError

__all__ = ["need", "run", "version"]

_PACKAGES: Final = {
    "mmdebstrap": "mmdebstrap",
    "mksquashfs": "squashfs-tools",
    "sqfstar": "squashfs-tools",
    "unsquashfs": "squashfs-tools",
}
_LAST_LINES: Final = 8


def need(*names: str) -> None:
    """Raises VmError, with the package to install, if a program is not there."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        packages = " ".join(sorted({_PACKAGES.get(name, name) for name in missing}))
        raise VmError(
            f"not installed: {', '.join(missing)}", f"On Debian and Ubuntu: apt install {packages}"
        )


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
    """Run to the end, with the environment added to ours.

    Raises:
        VmError: it failed; its last lines are in the text.
    """
    ended = subprocess.run(
        list(map(str, command)),
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if ended.returncode:
        lines = ended.stdout.decode(errors="replace").strip().splitlines()[-_LAST_LINES:]
        said = "\n  ".join(lines) or "nothing"
        raise VmError(f"{command[0]} failed ({ended.returncode}); it said:\n  {said}")


def version(name: str) -> str:
    """The first line of what `--version` or `-version` says."""
    for option in ("--version", "-version"):
        ended = subprocess.run([name, option], capture_output=True, text=True, check=False)
        if ended.returncode == 0 and ended.stdout:
            return ended.stdout.splitlines()[0]
    return "unknown"
