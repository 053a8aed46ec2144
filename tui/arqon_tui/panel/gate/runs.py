"""Runs checks for the panel, one at a time, each in a process of the gate."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from arqon_tui.panel.background import Background
from arqon_tui.panel.gate.files import GateFiles, begin_anew
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.gate.port import CheckEnd
from arqon_tui.panel.refusals import Refused

if TYPE_CHECKING:
    from arqon_gate.check import Check
    from arqon_service.home import Home

__all__ = ["GateRuns"]


_FLOOD: Final = 4096
_REST_S: Final = 0.02
"""Characters in one piece from which on a check floods, and how long it waits then."""


def _registered(name: str) -> Check:
    from arqon_gate.registry import check_named

    return check_named(name)


class GateRuns(GateFiles):
    """Implements `arqon_tui.panel.gate.port.Gate` for the user.

    Args:
        home: the user's.
        check_of: finds a check by its name.
    """

    def __init__(self, home: Home, check_of: Callable[[str], Check] = _registered) -> None:
        super().__init__(home)
        self._check_of = check_of
        self._work = Background("gate check")
        self._stop = threading.Event()
        self._free = threading.Event()
        self._free.set()

    @property
    def busy(self) -> bool:
        """See `Gate`."""
        return not self._free.is_set()

    def run(self, live: LiveCheck) -> Future[CheckEnd]:
        """See `Gate`."""
        if self.busy:
            raise Refused("A check runs already: wait for its end, or end it.")
        self._free.clear()
        self._stop = threading.Event()
        return self._work.submit(partial(self._run, live, self._stop))

    def end(self, patience_s: float = 0.0) -> bool:
        """See `Gate`."""
        self._stop.set()
        return self._free.wait(patience_s)

    def _run(self, live: LiveCheck, stop: threading.Event) -> CheckEnd:
        from arqon_gate.evidence import NotEvidence
        from arqon_gate.present import subject_of
        from arqon_gate.record import Recorder

        try:
            if others := self.others():
                raise Refused(others[0].words)
            check = self._check_of(live.name)
            live.begin(check.title, check.limit_s)
            recorder = Recorder(subject_of(self._home), self.folder)
            run = recorder.run(check, partial(_heard, live, stop), stop)
        except NotEvidence as error:
            raise Refused(f"{error.why} {begin_anew(self.folder)}") from error
        except OSError as error:
            raise Refused(f"{live.name} could not be run, or not be kept: {error}") from error
        finally:
            self._free.set()
        return CheckEnd(run.outcome.verdict, run.outcome.reasons, run.took_s)


def _heard(live: LiveCheck, stop: threading.Event, text: str) -> None:
    """Show it; a flood waits in its pipe, or this thread would take the keys' time."""
    live.take(text)
    if len(text) > _FLOOD:
        stop.wait(_REST_S)
