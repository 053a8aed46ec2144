"""The whole proof, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from arqon_microvm.attest.case import Case
from arqon_microvm.attest.chain import proof
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.freeze import FROZEN_S
from arqon_microvm.attest.pins import Pins
from arqon_microvm.attest.record import Record, keep
from arqon_microvm.attest.rows import Attestation, Row
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.versions import why_refused
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.state import RunState

__all__ = ["NOT_FIRECRACKER", "attest"]

NOT_FIRECRACKER: Final = "not Firecracker"
_PATIENCE_S: Final = 5.0


def attest(
    folder: StateFolder,
    pins: Pins,
    proc: Path = Path("/proc"),
    *,
    freeze: bool = True,
    frozen_s: float = FROZEN_S,
    told: Callable[[Row], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Attestation:
    """Try the rows on the VM that runs in a folder; `told` hears of each as it is done.

    The VM speaks a sentence and, unless `freeze` is false, is stopped for `frozen_s`, which must
    stay under 1 s: the supervisor would take more for a hang. All of it takes seconds. A full run
    is kept for `standing`. Not to be called where an event loop runs.

    Raises:
        VmError: the folder cannot be read.
    """
    state = folder.read()
    if state is None:
        return Attestation.of((), "", now(), f"no VM runs in {folder.path}")
    case = Case(state, folder.identity(), proc, _PATIENCE_S, pins, folder.owner())
    digests, rows = Digests(), list[Row]()
    for row in proof(case, digests, frozen_s if freeze else None):
        told(row)
        rows.append(row)
    verdict = Attestation.of(rows, state.instance_id, now(), _objection(folder, state))
    # A VM that was taken down meanwhile has left nothing, and nothing is put there for it.
    if freeze and "monitor" in state.processes and _still_runs(folder, state):
        with suppress(VmError):  # the verdict is as good; only the panel does not hear of it
            keep(folder, _record(state, verdict, digests))
    return verdict


def _objection(folder: StateFolder, then: RunState) -> str:
    """What makes the rows worth nothing together."""
    if then.monitor != "firecracker":
        return NOT_FIRECRACKER
    if not _still_runs(folder, then):
        return "the VM was replaced meanwhile"
    return why_refused(then.monitor_version)


def _still_runs(folder: StateFolder, then: RunState) -> bool:
    """Whether it is the same VM, in the same processes."""
    state = folder.read()
    return state is not None and (
        (state.instance_id, state.processes) == (then.instance_id, then.processes)
    )


def _record(state: RunState, verdict: Attestation, digests: Digests) -> Record:
    return Record(
        instance_id=state.instance_id,
        monitor=state.processes["monitor"],
        supervisor=state.supervisor,
        attestation=verdict,
        files=tuple(digests.used),
    )
