"""Runs a check in a separate process, with a time limit and a home that nobody else has."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from pydantic import ValidationError

from arqon_gate.check import EXIT_CODES, Around, Check, Outcome
from arqon_gate.following import followed
from arqon_gate.order import REPORT, Order
from arqon_gate.output import Output
from arqon_service.home import Home

__all__ = ["Run", "Subject", "run_check"]

_REPORT_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a user's home, the sidecar in force there, and the sources.

    Attributes:
        user: the user's own places, which no check writes.
        sidecar_url: the sidecar in force for the user.
        repository: the checkout that this program runs from; None where it is installed.
        maestro: a checkout of Maestro, where its own commands shall be run.
    """

    user: Home
    sidecar_url: str
    repository: Path | None = None
    maestro: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a check, as it was.

    Attributes:
        check: what was run.
        outcome: how it ended; a check that hung or died has failed.
        spoken: the texts that it spoke, which stay out of evidence.
        started: by the clock of the host, with its offset.
        ended: the same; the clock may have been set between the two.
        took_s: by a clock that cannot be set.
        output: what it printed, standard output and error together, within bounds.
        output_bytes: how much it printed.
    """

    check: Check
    outcome: Outcome
    spoken: tuple[str, ...]
    started: datetime
    ended: datetime
    took_s: float
    output: str
    output_bytes: int

    @property
    def exit_code(self) -> int:
        """Of the command that is recorded."""
        return EXIT_CODES[self.outcome.verdict]


def run_check(
    check: Check,
    subject: Subject,
    told: Callable[[str], None] = lambda _: None,
    stop: Event | None = None,
) -> Run:
    """Run it to its end, and end all that it leaves behind. Blocks.

    Args:
        check: what to run.
        subject: what is checked.
        told: gets what the check prints, piece by piece, as it comes; safe to show.
        stop: set it, and the check ends and counts as failed.

    Raises:
        OSError: the temporary folder cannot be made, or no process can be started.
    """
    started, begun = datetime.now().astimezone(), time.monotonic()
    output = Output()

    def heard(data: bytes) -> None:
        told(output.take(data))

    with tempfile.TemporaryDirectory(prefix="arqon-gate-", ignore_cleanup_errors=True) as folder:
        order = _order(check, subject, Path(folder))
        ending = followed(order, heard, stop or Event())
        outcome, spoken = _outcome(order.report, ending), _spoken(order.around.texts)
    return Run(
        check=check,
        outcome=outcome,
        spoken=spoken,
        started=started,
        ended=datetime.now().astimezone(),
        took_s=time.monotonic() - begun,
        output=output.text,
        output_bytes=output.total,
    )


def _order(check: Check, subject: Subject, folder: Path) -> Order:
    home = Home.under(folder / "home")
    home.make()
    scratch = folder / "scratch"
    scratch.mkdir()
    around = Around(
        home=home,
        user=subject.user,
        scratch=scratch,
        sidecar_url=subject.sidecar_url,
        repository=subject.repository,
        maestro=subject.maestro,
        texts=folder / "spoken.txt",
    )
    return Order(check, around, folder / "report.json")


def _outcome(path: Path, ending: str | int) -> Outcome:
    """What the check says of itself, if its end bears it out."""
    if isinstance(ending, str):
        return Outcome("failed", (ending,))
    try:
        with path.open("rb") as file:
            outcome = REPORT.validate_json(file.read(_REPORT_BYTES))
    except (OSError, ValidationError):
        how = f"by signal {-ending}" if ending < 0 else f"with exit code {ending}"
        why = f"Its process ended {how}, and said nothing of what it saw."
        return Outcome("failed", (why,))
    if ending != EXIT_CODES[outcome.verdict]:
        said = outcome.verdict.replace("_", " ")
        why = f"It said {said}, but its process ended with exit code {ending}."
        return Outcome("failed", (why,))
    return outcome


def _spoken(path: Path) -> tuple[str, ...]:
    """The texts that it said it would speak, however it ended; of a cut-off line, what there is."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return ()
    return tuple(line.decode(errors="replace") for line in lines)
