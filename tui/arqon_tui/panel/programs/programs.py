"""The service and the VM: how they stand, and what starts and stops them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, get_args

from arqon_service.home import VARIABLE, Home
from arqon_settings.in_step import until_next
from arqon_tui.panel.programs import systemd
from arqon_tui.panel.programs.process import DetachedCommand
from arqon_tui.panel.programs.standing import UNITS, Standing, records_of, standing_of
from arqon_tui.panel.programs.traces import Traces
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.status import Program, ProgramName

__all__ = ["Programs"]

_LOOK_S: Final = 1.0
_STEP_S: Final = 0.05
_FAILURE_LINES: Final = 3
_STOP_S: Final = 15.0
"""The service ends within 2 s of being told; this is for a busy machine."""
_ARQON_TTS: Final = ("-c", "from arqon_tui.cli.main import main; main()")


class Programs:
    """Looks once a second on a daemon thread, if traces have changed; `now` is what it saw last.

    `changed` is called, from any thread, when that is something else than before.
    """

    def __init__(self, home: Home, changed: Callable[[], None] = lambda: None) -> None:
        self._home, self._changed = home, changed
        self._stop = threading.Event()
        self._looking = threading.Lock()
        self._names: tuple[ProgramName, ...] = get_args(ProgramName)
        self._doing: dict[ProgramName, tuple[str, str]] = {}
        self.now: tuple[Program, ...] = ()
        self._running: set[int] = set()
        threading.Thread(target=self._run, name="programs", daemon=True).start()

    def stop_looking(self) -> None:
        """End the looks; what was started goes on."""
        self._stop.set()

    def command(self, name: ProgramName, on: bool) -> list[str]:
        """The command line that starts or stops it, for a person; may wait for systemd."""
        unit = UNITS[name]
        if self._by_systemd(name, on):
            return systemd.command("start" if on else "stop", unit)
        if name == "service" and not on:
            return ["kill", str(standing_of(self._home, name).pid)]
        words = ["serve"] if name == "service" else ["vm", "up" if on else "down"]
        named = os.environ.get(VARIABLE)
        return ["arqon-tts", *(["--home", named] if named else []), *words]

    def switch(self, name: ProgramName, on: bool) -> str:
        """Start or stop it, and wait until it is so; how it stands then, for a person.

        Raises:
            Refused: it failed; the message is what the command said.
        """
        standing = standing_of(self._home, name)
        if bool(standing.pid) is on:
            return standing.words
        self._tell(name, "starting" if on else "stopping", "")
        try:
            self._switch(name, on, standing)
        except OSError as error:
            raise Refused(f"{error.filename or 'it'}: {error.strerror or error}") from error
        finally:
            self._doing.pop(name, None)
            self._look()
        return standing_of(self._home, name).words

    def _switch(self, name: ProgramName, on: bool, before: Standing) -> None:
        words = self.command(name, on)
        if words[0] == "kill":
            with suppress(ProcessLookupError):
                os.kill(before.pid, signal.SIGTERM)
            self._wait(lambda: standing_of(self._home, name).pid != before.pid, before)
            return
        if words[0] == "arqon-tts":
            words = [sys.executable, *_ARQON_TTS, *words[1:]]
        self._home.make()
        command = DetachedCommand(words, self._home.logs / f"{name}-{'up' if on else 'down'}.txt")
        serves = name == "service" and words[0] != "systemctl"
        while (code := command.ended()) is None:
            self._tell(name, "starting" if on else "stopping", command.said())
            if serves and standing_of(self._home, name).words == f"runs (process {command.pid})":
                return
            self._stop.wait(_STEP_S)
        if code or serves:
            raise Refused(command.said(_FAILURE_LINES) or f"the command ended with code {code}")

    def _wait(self, come: Callable[[], bool], before: Standing) -> None:
        for _ in range(int(_STOP_S / _STEP_S)):
            if come():
                return
            self._stop.wait(_STEP_S)
        raise Refused(f"process {before.pid} has not ended after {_STOP_S:g} s; kill it: kill -9")

    def _by_systemd(self, name: ProgramName, on: bool) -> bool:
        """The units serve the user's own places; what runs is stopped by what started it."""
        unit = UNITS[name]
        if on:
            return not os.environ.get(VARIABLE) and systemd.installed(unit)
        pid = standing_of(self._home, name).pid
        return bool(pid) and systemd.main_pid(unit) == pid

    def _tell(self, name: ProgramName, doing: str, said: str) -> None:
        if self._doing.get(name) != (doing, said):
            self._doing[name] = (doing, said)
            self._look()

    def _run(self) -> None:
        traces = Traces(records_of(self._home))
        while not self._stop.is_set():
            if traces.have_changed(self._running):
                self._look()
            self._stop.wait(until_next(_LOOK_S))
        traces.close()

    def _look(self) -> None:
        with self._looking:  # the later look is the one that stays
            standings = {name: standing_of(self._home, name) for name in self._names}
            self._running = {standing.pid for standing in standings.values() if standing.pid}
            before = self.now
            self.now = tuple(
                Program(name, bool(standing.pid), standing.words, *self._doing.get(name, ("", "")))
                for name, standing in standings.items()
            )
        if self.now != before:
            self._changed()
