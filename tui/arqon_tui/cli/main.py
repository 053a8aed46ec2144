"""The `arqon-tts` command: the panel, and its headless twins.

Only click is imported here; each command loads what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path

import click

from arqon_tui import __version__
from arqon_tui.cli.home import VARIABLE, use_home
from arqon_tui.cli.lazy import lazy

__all__ = ["main"]

COMMANDS = {
    "settings": "cli.settings:settings",
    "rollback": "cli.rollback:rollback",
    "restore": "cli.rollback:restore",
    "say": "cli.say:say",
    "voices": "cli.voices:voices",
    "audition": "cli.audition:audition",
    "stop": "cli.stop:stop",
    "queue": "cli.queue:queue",
    "serve": "cli.serve:serve",
    "status": "cli.status:status",
    "telemetry": "cli.telemetry:telemetry",
    "logs": "cli.logs:logs",
    "doctor": "cli.doctor:doctor",
    "vm": "cli.vm:vm",
    "gate": "cli.gate:gate",
}


@click.group(
    cls=lazy("arqon_tui", COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: arqon-tts COMMAND --help names those that matter; 0 is success.",
)
@click.version_option(__version__, prog_name="arqon-tts")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option("--read-only", is_flag=True, help="The panel changes nothing, and holds no voice.")
@click.option(
    "--db",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The panel looks at this telemetry store, read-only.",
)
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The panel shows a recorded session, as telemetry export writes it; read-only.",
)
@click.option(
    "--replay-speed",
    type=click.FloatRange(min=0.01),
    default=1.0,
    show_default=True,
    help="How much faster than it was.",
)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar=VARIABLE,
    help="A folder for settings, state and sockets, in place of the user's own.",
)
@click.pass_context
def main(
    ctx: click.Context,
    no_mouse: bool,
    read_only: bool,
    db: Path | None,
    replay: Path | None,
    replay_speed: float,
    home: Path | None,
) -> None:
    """Speech for Maestro: the control panel, and every action of it as a command.

    Without a command, the control panel opens.
    """
    if home is not None:
        use_home(home)
    if ctx.invoked_subcommand is None:
        import sys

        from arqon_tui.cli.output import fail
        from arqon_tui.panel.launch import run_panel

        if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
            what = "The panel needs a terminal; every action of it is a command too: arqon-tts -h"
            fail(what, click.UsageError.exit_code)
        session = (replay, replay_speed) if replay else None
        ctx.exit(run_panel(mouse=not no_mouse, read_only=read_only, db=db, replay=session))
