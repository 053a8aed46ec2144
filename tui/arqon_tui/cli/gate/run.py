"""`arqon-tts gate run`: runs checks, and says what they saw."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.subject import subject_here
from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import SIGNALS

if TYPE_CHECKING:
    from arqon_gate.run import Run

__all__ = ["gate_run"]


@click.command("run")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Run every check.")
@click.option(
    "--maestro",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A checkout of Maestro, whose own commands are run as well.",
)
def gate_run(names: tuple[str, ...], every: bool, maestro: Path | None) -> None:
    """Run checks of Gate 6; each has a home of its own, and the user's is never written.

    Exit codes: 0 all are proven, 1 one has failed, 9 none has failed but one is not proven.
    """
    from arqon_gate.registry import NAMES, UnknownCheck, check_named
    from arqon_gate.run import run_check

    if bool(names) == every:
        raise click.UsageError(f"Name checks, or give --all. There are: {', '.join(NAMES)}.")
    try:
        checks = [check_named(name) for name in (NAMES if every else names)]
    except UnknownCheck as error:
        raise click.UsageError(str(error)) from None
    subject, stop = subject_here(user_home(), maestro), _stop_by_signal()
    runs = []
    for check in checks:
        click.echo(f"{check.name}: {check.title}")
        runs.append(run_check(check, subject, _pass_on, stop))
        _say(runs[-1])
        if stop.is_set():
            sys.exit(exits.STOPPED)
    sys.exit(_worst(runs))


def _stop_by_signal() -> Event:
    """An event that ctrl-c and the other signals set: the check that runs is ended first."""
    stop = Event()

    def heed(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()

    for number in SIGNALS:
        signal.signal(number, heed)
    return stop


def _pass_on(text: str) -> None:
    """What the check prints, as it comes. A reader that has gone does not end the check."""
    with suppress(OSError):
        click.echo(text, nl=False)


def _say(run: Run) -> None:
    verdict = run.outcome.verdict.replace("_", " ")
    click.echo(f"{verdict}: {run.check.name} ({run.took_s:.1f} s)")
    for reason in run.outcome.reasons:
        click.echo(f"  {reason}")
    if run.outcome.verdict == "not_proven":
        click.echo(f"  To prove it: {run.check.proof}")


def _worst(runs: Sequence[Run]) -> int:
    codes = {run.exit_code for run in runs}
    return exits.FAILED if exits.FAILED in codes else max(codes)
