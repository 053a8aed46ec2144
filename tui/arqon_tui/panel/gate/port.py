"""What the panel asks of the gate: how it stands, and a run of a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future

    from arqon_gate.artifact import Artifact
    from arqon_gate.check import Verdict
    from arqon_gate.verdict import Row
    from arqon_tui.panel.gate.live import LiveCheck

__all__ = ["CheckEnd", "CheckShown", "Gate", "GateShown", "Noted"]


@dataclass(frozen=True, slots=True)
class CheckShown:
    """How a check stands now: by its last artifact, if it has one; `why` it is not proven.

    `file` is the name of the artifact's file, empty where there is none.
    """

    name: str
    verdict: Verdict
    why: str
    artifact: Artifact | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision on the gate, of which only the day is known, or a switch of the provider."""

    at: datetime
    words: str
    more: str = ""
    only_day: bool = False


@dataclass(frozen=True, slots=True)
class GateShown:
    """The gate at one moment.

    Attributes:
        folder: where the evidence lies.
        rows: the criteria, in the order of the plan.
        checks: those that a criterion needs, by name.
        artifacts: all of them, in the order in which they were added.
        notices: what is wrong with the evidence or in the way of a run, and what to do.
        noted: decisions and switches of the provider, the newest first.
    """

    folder: Path
    rows: tuple[Row, ...]
    checks: Mapping[str, CheckShown]
    artifacts: tuple[Artifact, ...]
    notices: tuple[str, ...]
    noted: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class CheckEnd:
    """How a run ended."""

    verdict: Verdict
    reasons: tuple[str, ...]
    took_s: float


class Gate(Protocol):
    """The gate of one user."""

    @property
    def busy(self) -> bool:
        """Whether a check of this panel runs."""
        ...

    def look(self, *, anew: bool = False) -> GateShown:
        """How it stands; what was found last unless something has changed. Blocks."""
        ...

    def run(self, live: LiveCheck) -> Future[CheckEnd]:
        """Run a check, and keep its artifact; `live` is told how it goes.

        Raises, now or in the future that is returned:
            Refused: it cannot run, or its artifact cannot be kept.
        """
        ...

    def end(self, patience_s: float = 0.0) -> bool:
        """End the check that runs, which has failed then; whether none runs after so long."""
        ...
