"""`arqon-tts gate`: the checks of Gate 6, their evidence, and the verdict."""

from __future__ import annotations

import click

from arqon_tui.cli.lazy import lazy

__all__ = ["gate"]

_COMMANDS = {
    "run": "run:gate_run",
    "verify": "verify:gate_verify",
    "sign": "sign:gate_sign",
    "status": "status:gate_status",
    "close": "close:gate_close",
}


@click.group(cls=lazy(__name__, _COMMANDS))
def gate() -> None:
    """Gate 6: run its checks, verify their evidence, judge, and close."""
