"""What the last full attestation found, kept beside the VM it was of."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from arqon_microvm.attest.digests import Known
from arqon_microvm.attest.rows import Attestation
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.process import Process
from arqon_microvm.run.state import RunState

__all__ = ["RECORD", "Record", "hindrance", "keep", "read"]

RECORD: Final = "attestation.json"
_TRY: Final = "arqon-tts vm attest"


class Record(BaseModel):
    """It holds for this instance in this process of its monitor, behind this supervisor's proxy."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instance_id: str
    monitor: Process
    supervisor: Process
    attestation: Attestation
    files: tuple[Known, ...]


def keep(folder: StateFolder, record: Record) -> None:
    """For `standing`. Of a VM that has ended meanwhile nothing is kept. Raises VmError."""
    folder.put(RECORD, record.model_dump_json(indent=1))
    if folder.last() is None:
        (folder.path / RECORD).unlink(missing_ok=True)


def read(folder: StateFolder) -> Record | None:
    """None if there is none that can be read."""
    try:
        return Record.model_validate_json((folder.path / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def hindrance(record: Record | None, state: RunState) -> str:
    """Why the record says nothing of this VM as it runs now; empty if it does."""
    if record is None or (record.instance_id, record.monitor) != (
        state.instance_id,
        state.processes.get("monitor"),
    ):
        return f"not tried on this VM yet: {_TRY}"
    if record.supervisor != state.supervisor:
        told = record.attestation
        return f"{told.summary} at {told.at:%Y-%m-%d %H:%M:%S %Z}, before the take-over: {_TRY}"
    return ""
