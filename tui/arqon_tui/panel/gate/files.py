"""How the gate stands, from files: the evidence of the user, git, the decision log.

The gate's packages are loaded when somebody looks at it first.
"""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arqon_settings.command import command_here
from arqon_tui.panel.gate.history import noted
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.gate.port import CheckEnd, CheckShown, GateShown, Noted
from arqon_tui.panel.refusals import ReadOnly

if TYPE_CHECKING:
    from arqon_gate.reading import Evidence
    from arqon_gate.running import Running
    from arqon_gate.verdict import Now
    from arqon_service.home import Home

__all__ = ["GateFiles", "begin_anew", "checks_of"]

_ANEW_S: Final = 60.0
"""Artifacts grow old, and sources change, without a file of the gate being touched."""


class GateFiles:
    """Implements `arqon_tui.panel.gate.port.Gate` for those who only look."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._shown: GateShown | None = None
        self._stamp: object = None
        self._looked_at = 0.0

    @property
    def busy(self) -> bool:
        """See `Gate`."""
        return False

    def look(self, *, anew: bool = False) -> GateShown:
        """See `Gate`."""
        from arqon_gate.repository import checkout

        repository = checkout()
        stamp, old = self._stamp_of(repository), time.monotonic() - self._looked_at > _ANEW_S
        if self._shown is None or anew or old or stamp != self._stamp:
            self._shown = self._looked(repository)
            self._stamp, self._looked_at = stamp, time.monotonic()
        return self._shown

    def run(self, live: LiveCheck) -> Future[CheckEnd]:
        """Refused."""
        line = command_here("gate", "run", live.name)
        raise ReadOnly(f"This panel is read-only. To run it, type in another terminal: {line}")

    def end(self, patience_s: float = 0.0) -> bool:  # noqa: ARG002
        """See `Gate`; none runs."""
        return True

    def others(self) -> tuple[Running, ...]:
        """The checks that run for the user in other processes."""
        from arqon_gate.running import running

        return running(self._home, but=os.getpid())

    @property
    def folder(self) -> Path:
        """Of the evidence; `arqon-tts gate` takes the same where none is named."""
        from arqon_gate.present import evidence_of

        return evidence_of(self._home)

    def _stamp_of(self, repository: Path | None) -> object:
        from arqon_gate.chain import INDEX
        from arqon_gate.page import DECISIONS
        from arqon_gate.risks import FILE

        named = (DECISIONS, FILE) if repository else ()
        files = (
            self.folder / INDEX,
            self._home.history,
            *((repository or Path()) / n for n in named),
        )
        return (*map(_state_of, files), self.others())

    def _looked(self, repository: Path | None) -> GateShown:
        from arqon_gate.present import present
        from arqon_gate.verdict import rows

        evidence, faults = self._evidence()
        now = present(self.folder, repository)
        history, unread = self._noted(repository)
        return GateShown(
            self.folder,
            tuple(rows(evidence, now)),
            checks_of(evidence, now),
            evidence.artifacts,
            (
                *(faults or _of_evidence(evidence, now.machine)),
                *unread,
                *(one.words for one in self.others()),
            ),
            history,
        )

    def _evidence(self) -> tuple[Evidence, tuple[str, ...]]:
        from arqon_gate.reading import Evidence, read_evidence

        try:
            return read_evidence(self.folder), ()
        except OSError as error:
            return Evidence(self.folder, None, (), ()), (_unreadable(self.folder, error),)

    def _noted(self, repository: Path | None) -> tuple[tuple[Noted, ...], tuple[str, ...]]:
        try:
            return noted(self._home.history, repository), ()
        except OSError as error:
            return (), (_unreadable(error.filename, error),)


def begin_anew(folder: Path) -> str:
    """What to do with evidence to which nothing can be added."""
    move = shlex.join(["mv", str(folder), f"{folder}-old"])
    return f"To begin anew, move it away: {move}"


def _of_evidence(evidence: Evidence, machine: str) -> Iterator[str]:
    from arqon_gate.evidence import NotEvidence, fit

    try:
        fit(evidence.folder, machine)
    except NotEvidence as error:
        broken = evidence.faults if evidence.index is None else ()
        what = "".join(f" ({fault})" for fault in broken[:1])
        yield f"{error.why}{what} {begin_anew(evidence.folder)}"
    except OSError as error:
        yield _unreadable(evidence.folder, error)
    else:
        if evidence.index is None:
            yield _of_nothing(evidence.folder)
            return
        yield from (f"{fault}. The next run of a check puts it right." for fault in evidence.faults)


def _of_nothing(folder: Path) -> str:
    every = command_here("gate", "run", "--all")
    if lost := sorted(path.name for path in folder.glob("[0-9]*.json")):
        return f"{lost[0]} is no longer named: the index is gone. Run all anew: {every}"
    return f"No check has run yet: nothing is proven. Run those of a row, or all: {every}"


def checks_of(evidence: Evidence, now: Now) -> Mapping[str, CheckShown]:
    """Each check that a criterion needs, and how it stands."""
    from arqon_gate.chain import file_name
    from arqon_gate.criteria import CRITERIA
    from arqon_gate.verdict import of_check

    newest, broken = evidence.newest(), next(iter(evidence.faults), None)
    found = {}
    for name in dict.fromkeys(name for criterion in CRITERIA for name in criterion.checks):
        if name in newest:
            number, artifact = newest[name]
            verdict, why = of_check(artifact, broken, now)
            why, file = why.removeprefix(f"{name}: "), file_name(number, name)
            found[name] = CheckShown(name, verdict, why, artifact, file)
        else:
            found[name] = CheckShown(name, "not_proven", "There is no artifact.")
    return found


def _unreadable(path: object, error: OSError) -> str:
    why = error.strerror or error
    return f"{path} cannot be read: {why}. See to it that this user may read it: ls -ld {path}"


def _state_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
