"""The settings and the telemetry, opened for one command that changes something."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import Leaving
from arqon_tui.cli.output import person

if TYPE_CHECKING:
    from arqon_service.control import Control

__all__ = ["controlled"]

WRITE_OUT_S = 2.0
"""How long a command waits at its end for its telemetry to reach the disk."""

MIRROR_S = 3.0
"""How long it waits for Maestro's file: for two seconds that may be half written."""


@contextmanager
def controlled() -> Iterator[Control]:
    """A `Control` whose change is told, kept and mirrored when the command ends.

    What of that fails is complained about; the change itself stands. A signal ends the command
    when that is done: each part of it takes so long at most.
    """
    from arqon_service.control import Control
    from arqon_service.settings_history import SettingsHistory
    from arqon_settings.store import SettingsStore
    from arqon_voice.speech.request import system_clock
    from arqon_voice.telemetry.emit import Emitter
    from arqon_voice.telemetry.emitter import Telemetry

    leaving = Leaving()
    home = user_home()
    telemetry = Telemetry(home.telemetry, source="cli")
    history = SettingsHistory(home.history)
    try:
        emitter = Emitter(telemetry.emit, "cli", str(uuid.uuid4()), system_clock().epoch_ms)
        store = SettingsStore(home.settings)
        control = Control(store, emitter=emitter, by=person(), history=history)
        yield control
        _mirror(home.settings, control)
    finally:
        if not history.close(WRITE_OUT_S):
            click.echo(f"arqon-tts: {history.fault or 'the history was not written'}", err=True)
        if not telemetry.close(WRITE_OUT_S):
            click.echo(f"arqon-tts: telemetry was not written: {telemetry.status.fault}", err=True)
    if leaving.asked:
        raise SystemExit(leaving.code)


def _mirror(settings: Path, control: Control) -> None:
    from arqon_settings.maestro.mirror import MaestroMirror

    mirror = MaestroMirror(settings, on_taken=control.taken)
    state = mirror.look_within(MIRROR_S)
    if state is None:
        fault = f"{mirror.path} could not be written within {MIRROR_S:g} s"
    elif state.fault:
        fault = state.fault
    else:
        for notice in state.notices:
            click.echo(f"arqon-tts: {notice}", err=True)
        return
    click.echo(f"arqon-tts: Maestro does not know of it yet: {fault}", err=True)
