"""Which system the guest's image says that it is; the plan asks for Ubuntu 24.04."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from arqon_gate.check import Around, CannotLook, Check, Outcome
from arqon_gate.checks._guest import running

__all__ = ["CHECK", "look", "said_by"]

WANTED: Final = ("ubuntu", "24.04")
_FILE: Final = "usr/lib/os-release"
_LIMIT_S: Final = 60


def look(around: Around) -> Outcome:
    """Read os-release out of the root file system that the running VM was started from."""
    _, state = running(around)
    return said_by(state.image / "rootfs.squashfs")


def said_by(rootfs: Path) -> Outcome:
    """What this root file system, a squashfs image, says of its system.

    Raises:
        CannotLook: there is nothing here to read it with.
    """
    unsquashfs = shutil.which("unsquashfs", path="/usr/bin:/usr/sbin:/bin:/sbin")
    if unsquashfs is None:
        raise CannotLook("unsquashfs reads the image. Install it: sudo apt install squashfs-tools")
    read = subprocess.run(
        [unsquashfs, "-cat", rootfs, _FILE],
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    if read.returncode:
        return Outcome("failed", (f"The image says nothing of its system: {read.stderr.strip()}",))
    name, version, pretty = _system_of(read.stdout)
    seen = (f"os-release of the image: {pretty}",)
    print(seen[0], flush=True)
    if (name, version) == WANTED:
        return Outcome("proven", (f"The guest is {pretty}.",), seen)
    why = f"The guest is {pretty}; the plan asks for Ubuntu 24.04."
    return Outcome("not_proven", (why,), seen)


def _system_of(os_release: str) -> tuple[str, str, str]:
    """Its ID, VERSION_ID and PRETTY_NAME, of os-release(5)."""
    pairs = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    found = {key: value.strip().strip("\"'") for key, value in pairs.items()}
    name, version = found.get("ID", ""), found.get("VERSION_ID", "")
    pretty = found.get("PRETTY_NAME") or f"{name} {version}".strip() or "a system without a name"
    return name, version, pretty


CHECK = Check(
    name="guest-os",
    title="The guest is Ubuntu 24.04",
    gate=6,
    limit_s=120,
    proof="arqon-tts vm build --suite noble, arqon-tts vm up, then arqon-tts gate run guest-os",
    look=look,
)
