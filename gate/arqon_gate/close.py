"""Closing Gate 6: refused unless everything is proven, and then written to the decision log."""

from __future__ import annotations

from collections.abc import Iterator

from arqon_gate.artifact import Artifact, Attested
from arqon_gate.criteria import CRITERIA
from arqon_gate.decisions import Decision
from arqon_gate.verdict import Now, Row, rows, set_back
from arqon_gate.verify import Verified

__all__ = ["closing", "refusals"]


def refusals(verified: Verified, now: Now, guest: Attested) -> tuple[str, ...]:
    """Why Gate 6 cannot be closed now; empty where it can.

    Args:
        verified: the evidence, recomputed.
        now: time, sources, machine and residual risks, as they are.
        guest: how the VM behind the sidecar in force stands at this moment.
    """
    return tuple(_refusals(verified, now, guest))


def closing(verified: Verified, now: Now, guest: Attested) -> Decision:
    """The decision to close, as it goes into the log. Only for what `refusals` lets pass."""
    evidence = verified.evidence
    assert evidence.index is not None
    seal, commit = evidence.index.seal, now.source.commit
    signer = f", signed by {verified.signature.public_key}" if verified.signature else ""
    owners = ", ".join(sorted({risk.owner for risk in now.risks.risks}))
    return Decision(
        day=now.at.date(),
        decision="Gate 6 is hard-closed: Kokoro runs in production in its Firecracker guest.",
        why=(
            f"Every criterion of the plan is proven by the artifacts of commit {commit[:12]}, "
            f"sealed {seal}{signer}, with the attested guest {guest.instance_id}."
        ),
        consequences=(
            f"{len(now.risks.risks)} residual risks stay, owned by {owners}; another commit, guest "
            "image or model needs a new run of the gate; one switch "
            "(`arqon_tts_provider=fallback`) rolls back."
        ),
        considered="leaving the gate open (nothing is left to prove).",
    )


def _refusals(verified: Verified, now: Now, guest: Attested) -> Iterator[str]:
    yield from (f"The evidence does not verify: {fault}." for fault in verified.evidence.faults)
    yield from (_of_row(row) for row in rows(verified.evidence, now) if row.verdict != "proven")
    for number in set_back(verified.evidence):
        yield f"The clock was set back before artifact {number}: its times say nothing."
    if not now.source.commit:
        yield "This does not run from a checkout, so nobody can say which sources are closed."
    elif not now.source.clean:
        yield "The tree is not clean: commit or put away what was changed, and run the gate again."
    if why := guest.objection:
        yield f"At this moment {why}."
    yield from _of_guests(_needed(verified), guest)


def _needed(verified: Verified) -> list[Artifact]:
    """The artifacts on which the criteria stand."""
    needed = {name for criterion in CRITERIA for name in criterion.checks}
    newest = verified.evidence.newest()
    return [artifact for name, (_, artifact) in newest.items() if name in needed]


def _of_guests(artifacts: list[Artifact], guest: Attested) -> Iterator[str]:
    """All of them were made beside one attested guest, and that is the one that runs."""
    for artifact in artifacts:
        if why := artifact.attestation.objection:
            yield f"When {artifact.check} ran, {why}."
    names = sorted({artifact.attestation.instance_id or "none" for artifact in artifacts})
    if not names:
        yield "There are no artifacts: arqon-tts gate run --all"
    elif len(names) > 1:
        yield f"The artifacts are of more than one guest: {', '.join(names)}."
    elif guest.attested and names[0] != guest.instance_id:
        yield f"The artifacts are of the guest {names[0]}, and {guest.instance_id} runs now."


def _of_row(row: Row) -> str:
    state = row.verdict.replace("_", " ")
    return f"{row.criterion.number} {row.criterion.words}: {state}. {' '.join(row.why)}"
