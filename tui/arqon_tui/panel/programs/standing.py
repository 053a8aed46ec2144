"""How the service and the VM stand, from what they leave in their folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_tui.panel.status import ProgramName
from arqon_voice.text import plain

__all__ = ["UNITS", "Standing", "records_of", "standing_of"]

UNITS: dict[ProgramName, str] = {"service": "arqon-tts.service", "vm": "arqon-tts-vm.service"}
"""The units of the user's systemd; see service/systemd and microvm/systemd."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it runs, as which process (0: it does not), and in which words to say so."""

    pid: int
    words: str


def records_of(home: Home) -> tuple[Path, Path]:
    """The files that say who runs, beside the processes themselves."""
    from arqon_microvm.run.folder import StateFolder

    return home.lock, StateFolder(home.vm).record


def standing_of(home: Home, name: ProgramName) -> Standing:
    """How it stands now; reads files."""
    return _service(home) if name == "service" else _vm(home)


def _service(home: Home) -> Standing:
    holder = holder_of(home)
    if holder is None or holder.program != "serve":
        return Standing(0, "does not run")
    words = "" if holder.socket else ", not listening yet"
    return Standing(holder.pid, f"runs{words} (process {holder.pid})")


def _vm(home: Home) -> Standing:
    from arqon_microvm.errors import VmError
    from arqon_microvm.firecracker.versions import why_refused
    from arqon_microvm.run.folder import StateFolder

    try:
        state = StateFolder(home.vm).read()
    except VmError as error:
        return Standing(0, plain(str(error)))
    if state is None:
        return Standing(0, "does not run")
    why = f": {state.reason}" if state.reason else ""
    pid, refused = state.supervisor.pid, why_refused(state.monitor_version)
    words = f"{state.phase}{why}, at {state.listen} (process {pid})"
    return Standing(pid, plain(f"{words}; {refused}" if refused else words))
