"""Whether the VM behind an address is attested now, quickly: for the panel and for `status`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from arqon_microvm.attest.attest import NOT_FIRECRACKER
from arqon_microvm.attest.case import Case
from arqon_microvm.attest.chain import looks
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.pins import Pins
from arqon_microvm.attest.record import Record, hindrance, read
from arqon_microvm.attest.rows import Attestation, Row
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.versions import why_refused
from arqon_microvm.run.folder import StateFolder

__all__ = ["Standing", "standing"]

_PATIENCE_S: Final = 0.5
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """`words` are `attested`, or `not attested:` and why, on one line.

    `refused` is the VM's release of Firecracker, such as `1.12.1`, where it is one that is refused
    for use, and only tried. `instance_id` is that of the VM which was looked at, empty where none
    was.
    """

    attested: bool
    words: str
    refused: str = ""
    instance_id: str = ""


def standing(
    folder: StateFolder,
    url: str,
    pins: Pins,
    proc: Path = Path("/proc"),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Standing:
    """Of what `url` leads to. Raises nothing: whatever keeps it from looking is a no.

    A to E are tried afresh; G and H are those of the last full attestation of this very VM.
    Not to be called where an event loop runs.
    """
    refused = ""
    try:
        state = folder.read()
        if state is None:
            return Standing(False, f"not attested: no VM runs in {folder.path}"[:_SHOWN])
        case = Case(state, folder.identity(), proc, _PATIENCE_S, pins, folder.owner())
        if why_refused(state.monitor_version) and _leads_to(url, case):
            refused = state.monitor_version
        verdict = _verdict(case, url, read(folder), now())
    except VmError as error:
        return Standing(False, f"not attested: {error.what}"[:_SHOWN], refused)
    except Exception as error:  # noqa: BLE001 -- whatever it is, nothing is proven
        return Standing(False, f"not attested: {type(error).__name__}: {error}"[:_SHOWN], refused)
    words = verdict.summary.replace("\n", " ")[:_SHOWN]
    return Standing(verdict.attested, words, refused, verdict.instance_id)


def _verdict(case: Case, url: str, record: Record | None, at: datetime) -> Attestation:
    state = case.state
    why = _hindrance(case, url, record)
    if why or record is None:
        return Attestation.of((), state.instance_id, at, why)
    if not record.attestation.attested:
        return record.attestation
    rows: list[Row] = []
    for row in looks(case, Digests(record.files)):
        rows.append(row)
        if row.required and not row.passed:  # nobody is asked who holds the address wrongly
            return Attestation.of(rows, state.instance_id, at, row.objection)
    rows += [row for row in record.attestation.rows if row.letter in "GH"]
    return Attestation.of(rows, state.instance_id, at)


def _hindrance(case: Case, url: str, record: Record | None) -> str:
    """Why it is not even looked at; empty where the record is of this very VM."""
    state = case.state
    if state.monitor != "firecracker":
        return NOT_FIRECRACKER
    if not _leads_to(url, case):
        return f"{url} is not {state.listen}, where this VM is"
    return why_refused(state.monitor_version) or hindrance(record, state)


def _leads_to(url: str, case: Case) -> bool:
    """A name like localhost may lead elsewhere, too."""
    parts = urlsplit(url)
    return parts.scheme == "http" and (parts.hostname, parts.port or 80) == case.listen
