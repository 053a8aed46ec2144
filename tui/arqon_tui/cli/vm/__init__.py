"""`arqon-tts vm`: the guest that Kokoro runs in."""

from __future__ import annotations

import click

from arqon_tui.cli.lazy import lazy

__all__ = ["vm"]

_COMMANDS = {
    "build": "build:vm_build",
    "up": "up:vm_up",
    "run": "run:vm_run",
    "down": "down:vm_down",
    "restart": "down:vm_restart",
    "status": "status:vm_status",
    "logs": "logs:vm_logs",
    "attest": "attest:vm_attest",
    "snapshot": "snapshot:vm_snapshot",
    "proxy": "proxy:proxy",
    "doctor": "doctor:vm_doctor",
}


@click.group(cls=lazy(__name__, _COMMANDS))
def vm() -> None:
    """The guest that Kokoro runs in: build it, run it, prove it."""
