"""Doctor's rows, found one after the other on a daemon thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from arqon_settings.command import command_here

if TYPE_CHECKING:
    from arqon_service.checkup import Finding

__all__ = ["Checklist"]


class Checklist:
    """Looks when it is asked to, and once more if it is asked meanwhile.

    `findings` are those of the last look, and grow while one goes on; `looking` says whether one
    does. `checkup` is called on the thread, and may take seconds; `changed` after each finding.
    """

    def __init__(
        self, checkup: Callable[[], Iterable[Finding]], changed: Callable[[], None] = lambda: None
    ) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.looking = False
        self._checkup, self._changed = checkup, changed
        self._asked = threading.Event()
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Look now; returns at once."""
        self._asked.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="checklist", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            self.looking = True
            try:
                self._take(self._checkup())
            except Exception as error:  # noqa: BLE001 -- a row that fails is a row
                self.findings = (*self.findings, _failed(error))
            self.looking = False
            self._changed()

    def _take(self, found: Iterable[Finding]) -> None:
        before = self.findings
        new: list[Finding] = []
        for finding in found:
            new.append(finding)
            # What was not looked at again stands meanwhile: the list does not jump.
            self.findings = (*new, *before[len(new) :])
            self._changed()
        self.findings = tuple(new)


def _failed(error: Exception) -> Finding:
    from arqon_service.checkup import Finding

    words = f"{type(error).__name__}: {error}; {command_here('doctor')} may tell more"
    return Finding("checklist", "broken", words)
