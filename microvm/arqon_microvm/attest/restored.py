"""Row D for a VM that was restored: its memory is that of a snapshot made of the same image."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from arqon_microvm.attest.case import Case, must_be, needed
from arqon_microvm.attest.digests import Digests
from arqon_microvm.errors import VmError
from arqon_microvm.run.snapshot import MEMORY, STAMP, Described

__all__ = ["is_of_this_image"]


def is_of_this_image(case: Case, digests: Digests) -> None:
    """Raises VmError unless the memory is what the description beside it says, of our image."""
    memory, path = needed(_memory(case), f"it has no file {MEMORY} open, expected a snapshot's")
    stamp = path.with_name(STAMP)
    try:
        described = Described.model_validate_json(stamp.read_bytes())
    except (OSError, ValidationError) as error:
        raise VmError(f"{stamp} does not describe the snapshot, expected that") from error
    must_be(f"the image in {stamp}", described.stamp.image_sha256, case.state.image_sha256)
    must_be(f"the first instance in {stamp}", described.booted_as, case.state.booted_as)
    must_be("SHA-256 of its memory", digests.of(memory), described.memory.sha256)


def _memory(case: Case) -> tuple[Path, Path] | None:
    for descriptor, link in case.open_files(case.monitor.pid):
        if Path(link).name == MEMORY:
            return descriptor, Path(link)
    return None
