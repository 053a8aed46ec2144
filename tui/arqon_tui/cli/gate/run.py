"""`arqon-tts gate run`: runs checks, says what they saw, and keeps it as evidence."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.gate.options import evidence_folder
from arqon_tui.cli.gate.sign import signed
from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import SIGNALS
from arqon_tui.cli.output import fail

if TYPE_CHECKING:
    from arqon_gate.check import Check
    from arqon_gate.record import Recorder
    from arqon_gate.run import Run

__all__ = ["gate_run"]


@click.command("run")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Run every check.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the evidence; default: gate/ in the user's state folder.",
)
@click.option("--shareable", is_flag=True, help="Keep no host name, address, user or path.")
@click.option(
    "--sign",
    "key",
    metavar="KEY",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Sign the evidence with this Ed25519 key.",
)
@click.option(
    "--maestro",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A checkout of Maestro, whose own commands are run as well.",
)
def gate_run(
    names: tuple[str, ...],
    every: bool,
    out: Path | None,
    shareable: bool,
    key: Path | None,
    maestro: Path | None,
) -> None:
    """Run checks of Gate 6, and keep an artifact of each.

    Each check has a home of its own: the user's settings, telemetry and replay file stay as they
    are.

    Exit codes: 0 all are proven, 1 one has failed, 9 none has failed but one is not proven, 3 the
    evidence could not be kept.
    """
    from arqon_gate.check import exit_code
    from arqon_gate.present import subject_of
    from arqon_gate.record import Recorder

    checks = _checks(names, every, maestro is not None)
    folder = evidence_folder(out)
    recorder = Recorder(subject_of(user_home(), maestro), folder, shareable)
    runs = _run(checks, recorder)
    if key is not None:
        click.echo(signed(folder, key))
    click.echo(f"Evidence: {folder}")
    sys.exit(exit_code(run.outcome.verdict for run in runs))


def _checks(names: Sequence[str], every: bool, maestro: bool) -> list[Check]:
    from arqon_gate.registry import MAESTRO, NAMES, UnknownCheck, check_named

    if bool(names) == every:
        raise click.UsageError(f"Name checks, or give --all. There are: {', '.join(NAMES)}.")
    if every:
        names = (*NAMES, *MAESTRO) if maestro else NAMES
    try:
        return [check_named(name) for name in names]
    except UnknownCheck as error:
        raise click.UsageError(str(error)) from None


def _run(checks: Iterable[Check], recorder: Recorder) -> list[Run]:
    from arqon_gate.evidence import NotEvidence
    from arqon_gate.running import running

    stop, runs = _stop_by_signal(), []
    for other in running(recorder.subject.user):
        click.echo(other.words, err=True)
    for check in checks:
        click.echo(f"{check.name}: {check.title}")
        try:
            runs.append(recorder.run(check, _pass_on, stop))
        except (NotEvidence, OSError) as error:
            fail(f"The evidence of {check.name} could not be kept: {error}", exits.NOT_WRITTEN)
        _say(runs[-1])
        if stop.is_set():
            sys.exit(exits.STOPPED)
    return runs


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
