"""A check runs in a separate process, and however it ends, the gate says how."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from arqon_gate.registry import NAMES, UnknownCheck, check_named
from arqon_gate.run import Subject, run_check
from tests.gate.bad_checks import FINE, check_that
from tests.gate.conftest import ROOT
from tests.patience import PATIENCE_S
from tests.processes import lives


def test_a_check_that_sees_it_is_proven(subject: Subject) -> None:
    run = run_check(check_that("is_proven"), subject)
    assert (run.outcome, run.exit_code) == (FINE, 0)
    home = Path(run.output.split()[1]).parent
    assert not home.exists(), "the home of the check is gone"
    assert not subject.user.settings.parent.exists(), "the user's was not touched"
    assert run.started.tzinfo is not None
    assert run.took_s > 0


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("raises", "The check ended by LookupError: nothing there"),
        ("is_killed", "Its process ended by signal 11, and said nothing of what it saw."),
        ("leaves_early", "Its process ended with exit code 0, and said nothing of what it saw."),
        ("lies", "It said proven, but its process ended with exit code 3."),
    ],
)
def test_a_check_that_dies_has_failed(does: str, why: str, subject: Subject) -> None:
    run = run_check(check_that(does), subject)
    assert (run.outcome.verdict, run.outcome.reasons, run.exit_code) == ("failed", (why,), 1)


@pytest.mark.parametrize("does", ["hangs", "hangs_silently", "floods_without_end"])
def test_a_check_that_does_not_end_is_ended(does: str, subject: Subject) -> None:
    run = run_check(check_that(does, limit_s=2.0), subject)
    why = "It ran longer than its limit of 2 s, and was ended."
    assert (run.outcome.verdict, run.outcome.reasons) == ("failed", (why,))
    assert "\x1b" not in run.output


def test_a_flood_of_bytes_is_kept_within_bounds(subject: Subject) -> None:
    shown: list[str] = []
    run = run_check(check_that("floods"), subject, shown.append)
    assert run.outcome == FINE
    assert run.output_bytes > 64 * 256 * 1024
    assert len(run.output.encode()) < 4 * 1024 * 1024
    assert run.output.startswith("the first line\n")
    assert run.output.endswith("the last line\n")
    assert "bytes are left out here]" in run.output
    assert not {c for c in run.output + "".join(shown) if ord(c) < 32} - {"\n", "\t"}


def test_what_a_check_leaves_running_is_ended(subject: Subject) -> None:
    run = run_check(check_that("leaves_a_process"), subject)
    assert run.outcome == FINE
    assert not lives(int(run.output))


def test_a_process_that_cannot_be_found_is_not_waited_for(subject: Subject) -> None:
    run = run_check(check_that("leaves_a_stranger"), subject)
    assert run.outcome == FINE
    psutil.Process(int(run.output)).kill()  # it was still there


def test_what_a_check_spoke_is_known_however_it_ends(subject: Subject) -> None:
    run = run_check(check_that("dies_speaking"), subject)
    assert (run.outcome.verdict, run.spoken) == ("failed", ("a text that somebody speaks",))


def test_a_check_can_be_stopped(subject: Subject) -> None:
    stop = threading.Event()
    run = run_check(check_that("hangs"), subject, lambda text: stop.set(), stop)
    assert run.outcome.reasons == ("It was stopped before its end.",)


def test_a_check_ends_with_a_gate_that_is_killed(subject: Subject) -> None:
    program = (
        "import sys; from pathlib import Path; from arqon_service.home import Home\n"
        "from arqon_gate.run import Subject, run_check\n"
        "from tests.gate.bad_checks import check_that\n"
        "told = lambda text: print(text, flush=True)\n"
        "run_check(check_that('hangs'), Subject(Home.under(Path(sys.argv[1])), ''), told)\n"
    )
    words = [sys.executable, "-c", program, str(subject.user.state)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as gate:
        assert gate.stdout is not None
        assert gate.stdout.readline() == b"it begins\n"
        checks = psutil.Process(gate.pid).children()
        assert checks
        gate.send_signal(signal.SIGKILL)
        _, alive = psutil.wait_procs(checks, timeout=PATIENCE_S)
        assert not alive


def test_nothing_is_on_the_retired_port(subject: Subject) -> None:
    run = run_check(check_named("no-17373"), subject)
    assert run.outcome.verdict == "proven", run.output
    assert int(run.outcome.measurements["sources"]) > 100


def test_somebody_listens_on_the_retired_port(subject: Subject) -> None:
    with socket.create_server(("127.0.0.1", 17373)):
        run = run_check(check_named("no-17373"), subject)
    assert run.outcome.reasons == ("127.0.0.1:17373 is LISTEN",)


def test_settings_name_the_retired_port(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = subject.user.settings
    settings.parent.mkdir(parents=True)
    settings.write_text('arqon_tts_kokoro_url = "http://127.0.0.1:17373"\n')
    monkeypatch.setenv("ARQON_BUS", "ws://127.0.0.1:17373/")
    run = run_check(check_named("no-17373"), subject)
    assert run.outcome.verdict == "failed"
    assert run.outcome.reasons == (f"{settings} names it", "the variable ARQON_BUS names it")


@pytest.mark.parametrize("name", NAMES)
def test_each_check_says_how_it_is_proven(name: str) -> None:
    check = check_named(name)
    assert check.name == name
    assert check.recorded == f"arqon-tts gate run {name}"
    assert check.proof
    assert check.limit_s <= 3600


def test_a_name_that_no_check_has() -> None:
    with pytest.raises(UnknownCheck, match="no-17373"):
        check_named("no-stubs")


def _command(subject: Subject, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "ARQON_TTS_HOME": str(subject.user.settings.parent)}
    return subprocess.run(
        [Path(sys.executable).with_name("arqon-tts"), "gate", "run", *words],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_exits_zero_only_if_it_saw_it(subject: Subject) -> None:
    done = _command(subject, "no-17373")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nproven: no-17373" in done.stdout
    with socket.create_server(("127.0.0.1", 17373)):
        assert _command(subject, "no-17373").returncode == 1
    assert _command(subject, "no-such").returncode == 2
    assert _command(subject).returncode == 2


def test_an_outcome_has_a_reason() -> None:
    with pytest.raises(ValueError, match="say what was seen"):
        replace(FINE, reasons=(" ",))
