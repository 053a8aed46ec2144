"""From a check to its artifact: runs it, and keeps what it saw without what must not be kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from arqon_gate.anonymous import Anonymous
from arqon_gate.artifact import artifact_of
from arqon_gate.check import Check
from arqon_gate.evidence import add, fit
from arqon_gate.machine import this_machine, versions
from arqon_gate.present import guest_of
from arqon_gate.redaction import Redaction, secrets_of
from arqon_gate.repository import Source, source
from arqon_gate.risks import read_risks
from arqon_gate.run import Run, Subject, run_check
from arqon_gate.running import announced

__all__ = ["Recorder"]


@dataclass(frozen=True, slots=True)
class Recorder:
    """Runs checks and adds an artifact of each to a folder.

    Attributes:
        subject: what is checked.
        folder: of the evidence.
        shareable: leave out what tells this host and its user from others.
    """

    subject: Subject
    folder: Path
    shareable: bool = False

    def run(self, check: Check, told: Callable[[str], None], stop: Event | None = None) -> Run:
        """Run a check and keep its artifact. Blocks; see `run_check`.

        Other processes of the user are told meanwhile what runs.

        Raises:
            NotEvidence: the folder takes no artifact; the check did not run.
            OSError: nothing could be started, or nothing be written.
        """
        fit(self.folder, this_machine().number)
        before = source(self.subject.repository, self.folder)
        with announced(self.subject.user, check.name, time.time()):
            run = run_check(check, self.subject, told, stop)
            self._keep(run, before)
        return run

    def _keep(self, run: Run, before: Source) -> None:
        clean = self._cleaner(run)
        after = source(self.subject.repository, self.folder)
        guest, output = guest_of(self.subject), clean(run.output).encode()
        artifact = artifact_of(
            run,
            clean=clean,
            output=output,
            machine=this_machine(named=not self.shareable),
            versions=versions(),
            source=Source(after.commit, after.clean and before == after),
            attestation=guest.model_copy(update={"words": clean(guest.words)}),
            shareable=self.shareable,
        )
        risks = read_risks(self.subject.repository, datetime.now().astimezone().date()).risks
        add(self.folder, artifact, output, risks)

    def _cleaner(self, run: Run) -> Callable[[str], str]:
        redaction = Redaction(secrets_of(os.environ), run.spoken)
        if not self.shareable:
            return redaction.clean
        user = self.subject.user
        folders = [user.settings.parent, user.state, user.runtime]
        folders += [self.subject.maestro] if self.subject.maestro else []
        anonymous = Anonymous(self.subject.repository, folders)
        return lambda text: anonymous.clean(redaction.clean(text))
