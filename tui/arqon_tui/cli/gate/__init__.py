"""`arqon-tts gate`: the checks of Gate 6."""

from __future__ import annotations

import click

from arqon_tui.cli.lazy import lazy

__all__ = ["gate"]

_COMMANDS = {
    "run": "run:gate_run",
}


@click.group(cls=lazy(__name__, _COMMANDS))
def gate() -> None:
    """The checks that Gate 6 closes on."""
