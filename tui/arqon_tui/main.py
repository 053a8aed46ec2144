"""The `arqon-tts` command: the panel, and its headless twins.

Only click is imported here; each command loads what it needs when it runs, so that the
command line answers quickly.
"""

from __future__ import annotations

from importlib import import_module

import click

from arqon_tui import __version__

__all__ = ["main"]

COMMANDS = {
    "settings": "cli.settings:settings",
    "rollback": "cli.rollback:rollback",
    "restore": "cli.rollback:restore",
    "say": "cli.say:say",
    "status": "cli.status:status",
    "telemetry": "cli.telemetry:telemetry",
    "doctor": "cli.doctor:doctor",
    "vm": "cli.vm:vm",
}


class _LazyGroup(click.Group):
    """Knows its commands by name, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(f"arqon_tui.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: arqon-tts COMMAND --help names those that matter; 0 is success.",
)
@click.version_option(__version__, prog_name="arqon-tts")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.pass_context
def main(ctx: click.Context, no_mouse: bool) -> None:
    """Speech for Maestro: the control panel, and every action of it as a command.

    Without a command, the control panel opens.
    """
    if ctx.invoked_subcommand is None:
        from arqon_tui.app import run_panel

        ctx.exit(run_panel(mouse=not no_mouse))
