"""What the evidence of a user is held against, looked up now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from arqon_gate.artifact import Attested
from arqon_gate.machine import this_machine
from arqon_gate.repository import checkout, source
from arqon_gate.risks import read_risks
from arqon_gate.run import Subject
from arqon_gate.verdict import Now
from arqon_service.attested import standing_of
from arqon_service.home import Home
from arqon_settings.store import SettingsStore

__all__ = ["evidence_of", "guest_of", "present", "subject_of"]

_FOLDER: Final = "gate"


def evidence_of(home: Home) -> Path:
    """Where the evidence of a user lies, if no other folder is named."""
    return home.state / _FOLDER


def subject_of(home: Home, maestro: Path | None = None) -> Subject:
    """The user's home, the sidecar in force there, and the checkout that this runs from."""
    url = SettingsStore(home.settings).read().settings.arqon_tts_kokoro_url
    return Subject(home, url, checkout(), maestro.absolute() if maestro else None)


def guest_of(subject: Subject) -> Attested:
    """How the VM behind the sidecar in force stands. Blocks; raises nothing."""
    standing = standing_of(subject.sidecar_url, subject.user)
    return Attested(
        attested=standing.attested,
        words=standing.words,
        refused=standing.refused,
        instance_id=standing.instance_id,
    )


def present(evidence: Path, repository: Path | None) -> Now:
    """Time, sources, machine and residual risks. Blocks: it asks git."""
    at = datetime.now().astimezone()
    risks = read_risks(repository, at.date())
    return Now(at, source(repository, evidence), this_machine().number, risks)
