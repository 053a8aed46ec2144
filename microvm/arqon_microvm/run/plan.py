"""What a supervisor is to run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.image.manifest import Image, open_image
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.monitor import Machine, Monitor

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which image to run, on what, and where it is to be reached; `boot_s` is to readiness.

    `speak_s` is how long a sentence may take, that of its attestation above all.
    """

    image: Path
    machine: Machine
    monitor: Monitor
    folder: StateFolder
    listen: tuple[str, int]
    boot_s: float
    speak_s: float

    def opened(self) -> Image:
        """The image as it is in its folder now. Blocks.

        Raises VmError: it is not whole, or cannot run on this machine.
        """
        image = open_image(self.image)
        self.machine.engine_of(image)
        return image
