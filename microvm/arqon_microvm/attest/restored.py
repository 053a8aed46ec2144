"""Row D for a VM that was restored: its memory is that of the snapshot that it should be of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from arqon_microvm.attest.case import Case, must_be, needed
from arqon_microvm.attest.digests import Digests
from arqon_microvm.errors import VmError
from arqon_microvm.run.snapshot import MEMORY, STAMP, Described

__all__ = ["is_of_the_snapshot"]

_DELETED: Final = " (deleted)"
"""What the kernel appends to the name of a file that has none any more."""


def is_of_the_snapshot(case: Case, digests: Digests, image_sha256: str) -> None:
    """Raises VmError unless the memory is that of the snapshot that was named, of that image.

    By content: in a jail the file has another path, and the link's text is no path of ours.
    """
    snapshot = needed(
        case.pins.snapshot,
        "it was restored, and no snapshot is named to compare with; --from-snapshot, "
        "ARQON_VM_FROM_SNAPSHOT or vm.env names it",
    )
    stamp = snapshot / STAMP
    try:
        described = Described.model_validate_json(stamp.read_bytes())
    except (OSError, ValidationError) as error:
        raise VmError(f"{stamp} does not describe a snapshot, expected that") from error
    must_be(f"the image in {stamp}", described.stamp.image_sha256, image_sha256)
    must_be(f"the first instance in {stamp}", described.booted_as, case.state.booted_as)
    memory = needed(_memory(case), f"it has no file {MEMORY} open, expected a snapshot's")
    must_be("SHA-256 of its memory", digests.of(memory), described.memory.sha256)


def _memory(case: Case) -> Path | None:
    for descriptor, link in case.open_files(case.monitor.pid):
        if Path(link.removesuffix(_DELETED)).name == MEMORY:
            return descriptor
    return None
