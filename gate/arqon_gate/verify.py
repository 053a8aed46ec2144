"""Everything that can be said against an evidence folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arqon_gate.chain import file_name
from arqon_gate.reading import Evidence, Fault, read_evidence
from arqon_gate.signature import Signature, signature_of
from arqon_gate.verdict import Now, set_back, stale

__all__ = ["Verified", "verified"]


@dataclass(frozen=True, slots=True)
class Verified:
    """A folder, recomputed.

    Attributes:
        evidence: what it holds, with all that was altered or is missing.
        warnings: what is whole, and yet proves nothing here and now.
        signature: who vouches for it, if somebody does.
    """

    evidence: Evidence
    warnings: tuple[Fault, ...]
    signature: Signature | None


def verified(folder: Path, now: Now) -> Verified:
    """Recompute all of it.

    Raises:
        OSError: the folder cannot be read.
    """
    evidence = read_evidence(folder)
    signature, fault = signature_of(folder)
    faults = (*evidence.faults, *([fault] if fault else ()))
    whole = Evidence(folder, evidence.index, evidence.artifacts, faults)
    return Verified(whole, tuple(_warnings(evidence, now)), signature)


def _warnings(evidence: Evidence, now: Now) -> Iterator[Fault]:
    if evidence.index and evidence.index.machine != now.machine:
        yield Fault("elsewhere", str(evidence.folder.name), "it was made on another machine")
    for number in set_back(evidence):
        file = file_name(number, evidence.artifacts[number - 1].check)
        yield Fault("stale", file, "it ended before the one before it: a clock was set back")
    for number, artifact in evidence.newest().values():
        if found := "; ".join(stale(artifact, now)):
            yield Fault("stale", file_name(number, artifact.check), found)
