"""What the last full attestation found, kept beside the VM it was of."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from arqon_microvm.attest.digests import Known
from arqon_microvm.attest.rows import Attestation
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.process import Process
from arqon_microvm.run.state import RunState

__all__ = ["RECORD", "Record", "is_of", "keep", "read"]

RECORD: Final = "attestation.json"


class Record(BaseModel):
    """It holds for this instance in this process of its monitor, and for no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instance_id: str
    monitor: Process
    attestation: Attestation
    files: tuple[Known, ...]


def keep(folder: StateFolder, record: Record) -> None:
    """For `standing`. Raises VmError."""
    folder.put(RECORD, record.model_dump_json(indent=1))


def read(folder: StateFolder) -> Record | None:
    """None if there is none that can be read."""
    try:
        return Record.model_validate_json((folder.path / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def is_of(record: Record | None, state: RunState) -> bool:
    """Whether the record is of this very VM."""
    return (
        record is not None
        and record.instance_id == state.instance_id
        and record.monitor == state.processes.get("monitor")
    )
