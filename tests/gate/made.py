"""Artifacts that no check made: as they would be, had all gone well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from arqon_gate.artifact import Artifact, Attested, artifact_of
from arqon_gate.check import Around, Check, Outcome
from arqon_gate.criteria import CRITERIA
from arqon_gate.evidence import add
from arqon_gate.machine import Machine
from arqon_gate.redaction import Redaction
from arqon_gate.repository import Source
from arqon_gate.risks import Risk, Risks
from arqon_gate.run import Run
from arqon_gate.verdict import Now

START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
COMMIT = "c" * 40
HOST = Machine("a-host", "1" * 32, "6.1.0", "x86_64")
GUEST = Attested(attested=True, words="attested", refused="", instance_id="vm-1")
RISKS = (Risk(risk="A disk can fill up.", owner="operations", reviewed=date(2026, 11, 20)),)
NOW = Now(START + timedelta(hours=1), Source(COMMIT, True), HOST.number, Risks(RISKS, ()))
NEEDED = tuple(dict.fromkeys(name for criterion in CRITERIA for name in criterion.checks))
PROVEN = Outcome("proven", ("It was seen.",), ("[PASS] seen",), {"took_ms": 12.5})


def _look(around: Around) -> Outcome:
    return PROVEN


def artifact(
    name: str = "soak",
    outcome: Outcome = PROVEN,
    *,
    after_s: float = 0,
    output: bytes = b"[PASS] seen\n",
    redaction: Redaction | None = None,
) -> Artifact:
    """Of a check of that name, which began `after_s` seconds after START and took one."""
    started = START + timedelta(seconds=after_s)
    check = Check(name, f"What {name} shows", 6, 60, f"Look again with {name}.", _look)
    ended = started + timedelta(seconds=1)
    run = Run(check, outcome, (), started, ended, 1.0, output.decode(), len(output))
    return artifact_of(
        run,
        clean=(redaction or Redaction()).clean,
        output=output,
        machine=HOST,
        versions={"python": "3.11"},
        source=Source(COMMIT, True),
        attestation=GUEST,
        shareable=False,
    )


def put(folder: Path, *artifacts: Artifact, output: bytes = b"[PASS] seen\n") -> Path:
    """Add them to the folder."""
    for one in artifacts:
        add(folder, one, output, RISKS)
    return folder


def all_proven() -> dict[str, Artifact]:
    """An artifact of each check that a criterion needs."""
    return {name: artifact(name, after_s=n) for n, name in enumerate(NEEDED)}


def at(hours: float) -> Now:
    """So many hours after START."""
    return replace(NOW, at=START + timedelta(hours=hours))
