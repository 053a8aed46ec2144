"""One artifact: what a run of a check leaves as evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictInt

from arqon_gate.check import Gate, Measurement, Verdict
from arqon_gate.machine import Machine
from arqon_gate.repository import Source
from arqon_gate.run import Run

__all__ = ["Artifact", "Attested", "Digest", "Kept", "artifact_of", "canonical", "digest"]

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

_LONGEST_S: Final = 7 * 86400.0
"""No check may run for a week."""

_CLOCK: Final = timedelta(seconds=5)
"""A clock that is kept in step by NTP moves less than this while a check runs."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Kept(_Frozen):
    """What the check printed: the digest of what is kept of it, and how many bytes it were."""

    sha256: Digest
    printed_bytes: StrictInt


class Attested(_Frozen):
    """How the VM behind the sidecar's address stood at the end of the run.

    `refused` is its release of Firecracker where that is one that is not for production.
    """

    attested: StrictBool
    words: str
    refused: str
    instance_id: str

    @property
    def objection(self) -> str:
        """Why it is not production; empty where it is."""
        if not self.attested:
            why = self.words.removeprefix("not attested: ")
            return f"the sidecar is not an attested Firecracker guest: {why}"
        if self.refused:
            return f"the guest runs in Firecracker {self.refused}, which is refused for use"
        return ""


class Artifact(_Frozen):
    """The plan's template (its first four fields), and beside it what makes it checkable.

    Attributes:
        previous: the digest of the artifact before it in its folder; empty for the first.
        timestamp: when the check began.
        ended: when it had ended, by the same clock.
        took_s: how long it ran, by a clock that cannot be set.
        source: the sources at the end; not clean if they were changed while it ran.
    """

    command: str
    timestamp: AwareDatetime
    exit_code: StrictInt
    key_output: tuple[str, ...]
    check: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    gate: Gate
    verdict: Verdict
    reasons: tuple[str, ...]
    measurements: Mapping[str, Measurement]
    proof: str
    ended: AwareDatetime
    took_s: Annotated[float, Field(ge=0, le=_LONGEST_S)]
    output: Kept
    machine: Machine
    versions: Mapping[str, str]
    source: Source
    attestation: Attested
    shareable: StrictBool
    previous: str

    @property
    def clock_moved(self) -> bool:
        """Whether the clock was set while it ran, so that its times say nothing."""
        return abs(self.ended - self.timestamp - timedelta(seconds=self.took_s)) > _CLOCK

    @property
    def asks(self) -> bool:
        """Whether something must be done, said in `proof`, before it can be proven."""
        return self.verdict == "not_proven"

    @property
    def moment(self) -> datetime:
        """When it began, to the second, in the host's time."""
        return self.timestamp.replace(microsecond=0)


def artifact_of(
    run: Run,
    *,
    clean: Callable[[str], str],
    output: bytes,
    machine: Machine,
    versions: Mapping[str, str],
    source: Source,
    attestation: Attested,
    shareable: bool,
) -> Artifact:
    """Of a run: every text goes through `clean`; `output` is what is kept of what it printed."""
    outcome = run.outcome
    return Artifact(
        command=clean(run.check.recorded),
        timestamp=run.started,
        exit_code=run.exit_code,
        key_output=tuple(clean(line) for line in outcome.key_output),
        check=run.check.name,
        title=run.check.title,
        gate=run.check.gate,
        verdict=outcome.verdict,
        reasons=tuple(clean(reason) for reason in outcome.reasons),
        measurements={
            name: clean(value) if isinstance(value, str) else value
            for name, value in outcome.measurements.items()
        },
        proof=run.check.proof,
        ended=run.ended,
        took_s=round(run.took_s, 3),
        output=Kept(sha256=digest(output), printed_bytes=run.output_bytes),
        machine=machine,
        versions=versions,
        source=source,
        attestation=attestation,
        shareable=shareable,
        previous="",
    )


def canonical(model: BaseModel) -> bytes:
    """The one way to write it: whatever else a file holds was not written here."""
    data = model.model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
