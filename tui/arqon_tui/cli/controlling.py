"""The settings and the telemetry, opened for one command that changes something."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import person

if TYPE_CHECKING:
    from arqon_service.control import Control

__all__ = ["controlled"]

WRITE_OUT_S = 2.0
"""How long a command waits at its end for its telemetry to reach the disk."""


@contextmanager
def controlled() -> Iterator[Control]:
    """A `Control` whose events are on the disk, or complained about, when the command ends."""
    from arqon_service.control import Control
    from arqon_settings.store import SettingsStore
    from arqon_voice.speech.request import system_clock
    from arqon_voice.telemetry.emit import Emitter
    from arqon_voice.telemetry.emitter import Telemetry

    home = user_home()
    telemetry = Telemetry(home.telemetry, source="cli")
    try:
        emitter = Emitter(telemetry.emit, "cli", str(uuid.uuid4()), system_clock().epoch_ms)
        yield Control(SettingsStore(home.settings), emitter=emitter, by=person())
    finally:
        if not telemetry.close(WRITE_OUT_S):
            click.echo(f"arqon-tts: telemetry was not written: {telemetry.status.fault}", err=True)
