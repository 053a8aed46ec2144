"""Runs a check in a separate process, with a time limit and a home that nobody else has."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from pydantic import ValidationError

from arqon_gate.check import EXIT_CODES, Check, Outcome
from arqon_gate.environment import MARK, environment
from arqon_gate.leftovers import end_marked
from arqon_gate.order import REPORT, Order, Report
from arqon_gate.output import Output
from arqon_service.home import Home

__all__ = ["Run", "Subject", "run_check"]

_LOOK_S: Final = 0.1
"""How often it is looked whether the check has ended, run out of time, or been stopped."""

_PIPE_BYTES: Final = 64 * 1024
"""What a pipe holds, pipe(7)."""

_REPORT_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a user's home, the sidecar in force there, and the sources.

    Attributes:
        user: the user's own places, which no check writes.
        sidecar_url: the sidecar in force for the user.
        repository: the checkout that this program runs from; None where it is installed.
        maestro: a checkout of Maestro, where its own commands shall be run.
    """

    user: Home
    sidecar_url: str
    repository: Path | None = None
    maestro: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a check, as it was.

    Attributes:
        check: what was run.
        outcome: how it ended; a check that hung or died has failed.
        spoken: the texts that it spoke, which stay out of evidence.
        started: by the clock of the host, with its offset.
        ended: the same; the clock may have been set between the two.
        took_s: by a clock that cannot be set.
        output: what it printed, standard output and error together, within bounds.
        output_bytes: how much it printed.
    """

    check: Check
    outcome: Outcome
    spoken: tuple[str, ...]
    started: datetime
    ended: datetime
    took_s: float
    output: str
    output_bytes: int

    @property
    def exit_code(self) -> int:
        """Of the command that is recorded."""
        return EXIT_CODES[self.outcome.verdict]


def run_check(
    check: Check,
    subject: Subject,
    told: Callable[[str], None] = lambda _: None,
    stop: Event | None = None,
) -> Run:
    """Run it to its end, and end all that it leaves behind. Blocks.

    Args:
        check: what to run.
        subject: what is checked.
        told: gets what the check prints, piece by piece, as it comes; safe to show.
        stop: set it, and the check ends and counts as failed.

    Raises:
        OSError: the temporary folder cannot be made, or no process can be started.
    """
    started, begun = datetime.now().astimezone(), time.monotonic()
    output = Output()

    def heard(data: bytes) -> None:
        told(output.take(data))

    with tempfile.TemporaryDirectory(prefix="arqon-gate-", ignore_cleanup_errors=True) as folder:
        order = _order(check, subject, Path(folder))
        ending = _followed(check, order, heard, stop or Event())
        report = _report(order.report, ending)
    return Run(
        check=check,
        outcome=report.outcome,
        spoken=report.spoken,
        started=started,
        ended=datetime.now().astimezone(),
        took_s=time.monotonic() - begun,
        output=output.text,
        output_bytes=output.total,
    )


def _order(check: Check, subject: Subject, folder: Path) -> Order:
    home = Home.under(folder / "home")
    home.make()
    scratch = folder / "scratch"
    scratch.mkdir()
    return Order(
        check=check,
        report=folder / "report.json",
        home=home,
        user=subject.user,
        scratch=scratch,
        sidecar_url=subject.sidecar_url,
        repository=subject.repository,
        maestro=subject.maestro,
    )


def _followed(check: Check, order: Order, heard: Callable[[bytes], None], stop: Event) -> str | int:
    """How the process ended: its exit code, or why it was ended."""
    mark = order.report.parent.name
    process = _begun(order, mark)
    assert process.stdout is not None
    try:
        return _ending(process, process.stdout.fileno(), check.limit_s, heard, stop)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        end_marked(MARK, mark)
        process.kill()
        _rest(process.stdout.fileno(), heard)
        process.communicate()


def _begun(order: Order, mark: str) -> subprocess.Popen[bytes]:
    """The check's process, which has its order. It ends when its standard input does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "arqon_gate.inside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=order.scratch,
        env=environment(order.home.settings.parent, mark),
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):  # it has died, which is seen next
        pickle.dump(order, process.stdin)
        process.stdin.flush()
    os.set_blocking(process.stdout.fileno(), False)
    return process


def _ending(
    process: subprocess.Popen[bytes],
    pipe: int,
    limit_s: float,
    heard: Callable[[bytes], None],
    stop: Event,
) -> str | int:
    until = time.monotonic() + limit_s
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while process.poll() is None:
            if time.monotonic() >= until:
                return f"It ran longer than its limit of {limit_s:g} s, and was ended."
            if stop.is_set():
                return "It was stopped before its end."
            if not selector.get_map():  # it has closed its output, and runs on
                time.sleep(_LOOK_S)
            elif selector.select(_LOOK_S) and not _heard_some(pipe, heard):
                selector.unregister(pipe)
    return process.returncode


def _heard_some(pipe: int, heard: Callable[[bytes], None]) -> bool:
    try:
        data = os.read(pipe, _PIPE_BYTES)
    except BlockingIOError:
        return False
    heard(data)
    return bool(data)


def _rest(pipe: int, heard: Callable[[bytes], None]) -> None:
    """What was still in the pipe, and not what a process that could not be ended adds to it."""
    for _ in range(_PIPE_BYTES // 4096):  # in the smallest pieces that a pipe has
        if not _heard_some(pipe, heard):
            return


def _report(path: Path, ending: str | int) -> Report:
    """What the check says of itself, if its end bears it out."""
    if isinstance(ending, str):
        return _failed(ending)
    try:
        with path.open("rb") as file:
            report = REPORT.validate_json(file.read(_REPORT_BYTES))
    except (OSError, ValidationError):
        how = f"by signal {-ending}" if ending < 0 else f"with exit code {ending}"
        return _failed(f"Its process ended {how}, and said nothing of what it saw.")
    if ending != EXIT_CODES[report.outcome.verdict]:
        said = report.outcome.verdict.replace("_", " ")
        return _failed(f"It said {said}, but its process ended with exit code {ending}.")
    return report


def _failed(why: str) -> Report:
    return Report(Outcome("failed", (why,)), ())
