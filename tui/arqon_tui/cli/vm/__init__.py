"""`arqon-tts vm`: the guest that Kokoro runs in."""

from __future__ import annotations

from importlib import import_module

import click

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


class _Commands(click.Group):
    """Knows its commands by name, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name].split(":")
        command = getattr(import_module(f"{__name__}.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands)
def vm() -> None:
    """The guest that Kokoro runs in: build it, run it, prove it."""
