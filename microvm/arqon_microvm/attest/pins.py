"""What the VM must be, as those who ask name it: never the files that the VM's user writes."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.versions import RELEASES
from arqon_microvm.image.manifest import Manifest, read_manifest

__all__ = ["DEFAULT_IMAGE", "SPEAK_MOST_S", "SPEAK_S", "Pins", "named_in"]

DEFAULT_IMAGE: Final = Path("build/vm-image")
"""Where `vm build` puts an image, and `vm up` looks for one."""

SPEAK_S: Final = 30.0
"""On an emulated processor a sentence takes longer, and that machine's operator says so."""

SPEAK_MOST_S: Final = 3600

_IMAGE: Final = "ARQON_VM_IMAGE"
_FIRECRACKER: Final = "ARQON_VM_FIRECRACKER_SHA256"
_SNAPSHOT: Final = "ARQON_VM_FROM_SNAPSHOT"
_SPEAK: Final = "ARQON_VM_SPEAK_TIMEOUT"


@dataclass(frozen=True, slots=True)
class Pins:
    """`firecracker` is a SHA-256; without it, that of any release that is let in will do.

    `speak_s` is how long the sentence of row H may take. What it must cost is the same.
    """

    image: Path
    firecracker: str | None = None
    snapshot: Path | None = None
    speak_s: float = SPEAK_S

    @property
    def executables(self) -> frozenset[str]:
        """The SHA-256 that the monitor's executable may have."""
        if self.firecracker:
            return frozenset({self.firecracker})
        return frozenset(firecracker for firecracker, _ in RELEASES.values())

    def manifest(self) -> tuple[Manifest, str]:
        """Of the image, and its own SHA-256. Raises VmError if there is none."""
        try:
            return read_manifest(self.image)
        except VmError as error:
            raise VmError(
                f"no image to compare with: {error.what}; --image, {_IMAGE} or vm.env names it"
            ) from error


def named_in(environment: Mapping[str, str], files: Iterable[Path]) -> Pins:
    """From `ARQON_VM_*` in the environment, and for those not there in the first file that is.

    A file is one for systemd's `EnvironmentFile=`; it must be ours or root's.

    Raises:
        VmError: the file is somebody else's, or cannot be read; or the time is not one in seconds.
    """
    file = next((file for file in files if os.path.lexists(file)), None)
    named = {**(_variables(file) if file is not None else {}), **environment}
    snapshot = named.get(_SNAPSHOT)
    return Pins(
        Path(named.get(_IMAGE) or DEFAULT_IMAGE),
        named.get(_FIRECRACKER) or None,
        Path(snapshot) if snapshot else None,
        _seconds(named.get(_SPEAK)),
    )


def _seconds(text: str | None) -> float:
    if not text:
        return SPEAK_S
    try:
        seconds = int(text)
    except ValueError:
        seconds = 0
    if not 1 <= seconds <= SPEAK_MOST_S:
        raise VmError(f"{_SPEAK} is {text!r}, expected 1 to {SPEAK_MOST_S} seconds")
    return float(seconds)


def _variables(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8") as file:
            owner = os.fstat(file.fileno()).st_uid
            lines = file.read().replace("\\\n", "").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VmError(f"{path} cannot be read: {error}") from error
    if owner not in (0, os.geteuid()):
        raise VmError(f"{path} belongs to user {owner}, and names nothing for another")
    assigned = (line.partition("=") for line in map(str.strip, lines) if line[:1] not in "#;")
    try:
        return {name.strip(): " ".join(shlex.split(value)) for name, _, value in assigned}
    except ValueError as error:
        raise VmError(f"{path} has a value that cannot be read: {error}") from error
