"""The `arqon-tts` command: the panel, and its headless twins.

Only click is imported here; each command loads what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from arqon_tui import __version__
from arqon_tui.cli.home import VARIABLE, forget_environment, use_home
from arqon_tui.cli.lazy import lazy

if TYPE_CHECKING:
    from arqon_tui.panel.replay import Recording

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
    "web": "cli.web:web",
    "gate": "cli.gate:gate",
}


def _without_environment(_ctx: click.Context, _demo: click.Parameter, demo: bool) -> bool:
    """The demo heeds nothing of the environment; called before other options are read."""
    if demo:
        forget_environment()
    return demo


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
    "--demo",
    is_flag=True,
    is_eager=True,
    callback=_without_environment,
    help="The panel with recorded telemetry and the fallback voice; nothing of it is kept.",
)
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
    demo: bool,
    db: Path | None,
    replay: Path | None,
    replay_speed: float,
    home: Path | None,
) -> None:
    """Speech for Maestro: the control panel, and every action of it as a command.

    Without a command, the control panel opens.
    """
    if demo and (db or replay or home):
        raise click.UsageError(
            "--demo has a home and telemetry of its own: no --home, --db, --replay."
        )
    if db and replay:
        raise click.UsageError("--db and --replay are two stores: give one.")
    if home is not None:
        use_home(home)
    if ctx.invoked_subcommand is not None:
        is_web = ctx.invoked_subcommand == "web"
        if db or replay or ((read_only or demo) and not is_web):
            what = "--read-only, --demo, --db and --replay are for the panel, not for a command."
            raise click.UsageError(what)
        named = ctx.get_parameter_source("home") is ParameterSource.COMMANDLINE
        ctx.obj = {"read_only": read_only, "demo": demo, "home_named": named}
        return
    import sys

    from arqon_tui.cli.output import fail
    from arqon_tui.panel.launch import run_panel

    session = (_recording(replay), replay_speed) if replay else None
    if db:
        _check_store(db)
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        what = "The panel needs a terminal; every action of it is a command too: arqon-tts -h"
        fail(what, click.UsageError.exit_code)
    mouse = not no_mouse
    ctx.exit(run_panel(mouse=mouse, read_only=read_only, demo=demo, db=db, replay=session))


def _recording(file: Path) -> Recording:
    """The recorded session, or the end of the command, before a screen opens."""
    from arqon_tui.panel.refusals import Refused
    from arqon_tui.panel.replay import Recording

    try:
        return Recording(file)
    except Refused as no:
        raise click.BadParameter(str(no), param_hint="--replay") from no


def _check_store(file: Path) -> None:
    """The same for a telemetry store."""
    from arqon_tui.panel.events.history import StoreHistory
    from arqon_tui.panel.refusals import Refused
    from arqon_voice.telemetry.selection import Selection

    try:
        StoreHistory(file).page(Selection(), None, 1)
    except Refused as no:
        raise click.BadParameter(str(no), param_hint="--db") from no
