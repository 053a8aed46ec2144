"""The verdict: each criterion of the plan, held against the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from arqon_gate.artifact import Artifact
from arqon_gate.check import Verdict
from arqon_gate.criteria import CRITERIA, IN_GUEST, RISKS, Criterion
from arqon_gate.reading import Evidence, Fault
from arqon_gate.repository import Source
from arqon_gate.risks import FILE, Risks

__all__ = ["FRESH", "Now", "Row", "objections", "of_check", "rows", "set_back", "stale"]

FRESH: Final = timedelta(days=1)
"""What was proven longer ago is not proven now."""

_AHEAD: Final = timedelta(seconds=5)
_PLACES: Final = timedelta(minutes=2)
"""Longer than an artifact waits to be added."""


@dataclass(frozen=True, slots=True)
class Now:
    """What the evidence is held against: time, sources and machine, as they are."""

    at: datetime
    source: Source
    machine: str
    risks: Risks


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion, and how it stands.

    Attributes:
        by: the artifacts that it stands on: check and time.
        why: of each check that does not hold, why, a sentence each.
        commands: what would prove what is not proven.
    """

    criterion: Criterion
    verdict: Verdict
    by: tuple[str, ...]
    why: tuple[str, ...]
    commands: tuple[str, ...]


def rows(evidence: Evidence, now: Now) -> Iterator[Row]:
    """The table: a row for each criterion, in the order of the plan."""
    newest = {name: artifact for name, (_, artifact) in evidence.newest().items()}
    for criterion in CRITERIA:
        if criterion.number == RISKS:
            yield _risks_row(criterion, now.risks)
        else:
            yield _row(criterion, newest, evidence.faults, now)


def objections(artifact: Artifact, now: Now) -> tuple[str, ...]:
    """Why an artifact that says `proven` does not prove it now."""
    found = list(stale(artifact, now))
    if artifact.machine.number != now.machine:
        found.append("it is of another machine")
    if artifact.check in IN_GUEST and artifact.attestation.objection:
        found.append(artifact.attestation.objection)
    return tuple(found)


def stale(artifact: Artifact, now: Now) -> Iterator[str]:
    """Why its time or its sources are not those of now."""
    if artifact.clock_moved:
        yield "the clock was set while it ran"
    if max(artifact.timestamp, artifact.ended) > now.at + _AHEAD:
        yield "it is from the future: a clock was set back"
    elif now.at - artifact.timestamp > FRESH:
        yield f"it is older than a day ({artifact.moment:%Y-%m-%d %H:%M %z})"
    if not artifact.source.commit:
        yield "its commit is not known: it did not run from a checkout"
    elif artifact.source.commit != now.source.commit:
        yield f"it is of another commit ({artifact.source.commit[:12]})"
    if artifact.source.commit and not artifact.source.clean:
        yield "its tree was not clean"


def set_back(evidence: Evidence) -> Iterator[int]:
    """The numbers of artifacts that ended before the one before them did, by a clock set back.

    An artifact is added when its check ends; two gates at once may change places.
    """
    for number, (before, after) in enumerate(pairwise(evidence.artifacts), 2):
        if before.ended - after.ended > _PLACES:
            yield number


def _row(
    criterion: Criterion, newest: dict[str, Artifact], faults: Iterable[Fault], now: Now
) -> Row:
    missing = [name for name in criterion.checks if name not in newest]
    there = [newest[name] for name in criterion.checks if name in newest]
    broken = next(iter(faults), None)
    found = [(artifact, *of_check(artifact, broken, now)) for artifact in there]
    verdicts: set[Verdict] = {verdict for _, verdict, _ in found}
    why = [words for _, _, words in found if words]
    if missing:
        verdicts.add("not_proven")
        why.append(f"There is no artifact of {', '.join(missing)}.")
    again = [artifact.check for artifact, _, words in found if words and not artifact.asks]
    commands = [artifact.proof for artifact, _, words in found if words and artifact.asks]
    if missing or again:
        commands.append(f"arqon-tts gate run {' '.join([*missing, *again])}")
    worst: Verdict = "failed" if "failed" in verdicts else "not_proven"
    return Row(
        criterion,
        "proven" if verdicts == {"proven"} else worst,
        tuple(f"{artifact.check} ({artifact.moment:%Y-%m-%d %H:%M})" for artifact in there),
        tuple(why),
        tuple(commands),
    )


def of_check(artifact: Artifact, broken: Fault | None, now: Now) -> tuple[Verdict, str]:
    """The verdict on one check, and why it is not proven; empty where it is.

    `broken` is a fault of the folder: where there is one, nothing in it is proven.
    """
    name = artifact.check
    if artifact.verdict != "proven" or artifact.exit_code != 0:
        verdict: Verdict = "failed" if artifact.verdict != "not_proven" else "not_proven"
        return verdict, f"{name}: {' '.join(artifact.reasons)}"
    if broken is not None:
        return "not_proven", f"{name}: the evidence does not verify ({broken})."
    found = objections(artifact, now)
    return ("not_proven", f"{name}: {'; '.join(found)}.") if found else ("proven", "")


def _risks_row(criterion: Criterion, risks: Risks) -> Row:
    if risks.objections:
        to_do = f"Bring {FILE} up to date: a risk, its owner, and the day it was reviewed."
        return Row(criterion, "not_proven", (), risks.objections, (to_do,))
    owners = ", ".join(sorted({risk.owner for risk in risks.risks}))
    by = f"{FILE} ({len(risks.risks)} risks, owned by {owners})"
    return Row(criterion, "proven", (by,), (), ())
