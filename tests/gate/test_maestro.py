"""The plan's own commands in a checkout that a test makes: `npm` and `npx` are scripts of it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from arqon_gate.registry import MAESTRO, check_named
from arqon_gate.run import Run, Subject, run_check

SOAK = "maestro-soak"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    client = tmp_path / "arqon/maestro/client"
    (client / "node_modules").mkdir(parents=True)
    (client / "package.json").write_text("{}")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("npm", "npx"):
        (programs / name).write_text('#!/bin/sh\n. "$PWD/told.sh"\n')
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path / "arqon"


def run(subject: Subject, checkout: Path | None, script: str, name: str = SOAK) -> Run:
    if checkout is not None:
        (checkout / "maestro/client/told.sh").write_text(script)
    return run_check(check_named(name), replace(subject, maestro=checkout))


@pytest.mark.parametrize("name", MAESTRO)
def test_each_is_recorded_as_the_plan_has_it(name: str) -> None:
    check = check_named(name)
    assert check.name == name
    assert re.match(r"cd maestro/client && (ARQON_SOAK_PORT=9103 )?np[mx] ", check.recorded)


def test_it_runs_there_with_its_port_and_goes_by_the_exit_code(
    subject: Subject, checkout: Path
) -> None:
    done = run(subject, checkout, 'echo "port $ARQON_SOAK_PORT $*"; basename "$PWD"\n')
    assert done.outcome.verdict == "proven"
    assert done.outcome.key_output == ("port 9103 ts-node test-soak.ts", "client")
    failed = run(subject, checkout, "echo broken >&2; exit 3\n")
    assert (failed.outcome.verdict, failed.exit_code) == ("failed", 1)
    assert failed.outcome.reasons == ("It exited with 3.",)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("TypeError: x.getArqonTtsKokoroStreamingEnabled is not a function", "settings stub"),
        ("spawn Piper ENOENT", "Piper"),
    ],
)
def test_known_faults_of_maestro_are_named(
    said: str, reason: str, subject: Subject, checkout: Path
) -> None:
    found = run(subject, checkout, f'echo "{said}"; exit 1\n').outcome
    assert found.verdict == "failed"
    assert any(reason in each for each in found.reasons)


def test_without_a_checkout_nothing_is_proven(subject: Subject, checkout: Path) -> None:
    assert run(subject, None, "").outcome.verdict == "not_proven"
    (checkout / "maestro/client/node_modules").rmdir()
    found = run(subject, checkout, "").outcome
    assert (found.verdict, "npm ci" in found.reasons[0]) == ("not_proven", True)
    (checkout / "maestro/client/package.json").unlink()
    found = run(subject, checkout, "").outcome
    assert (found.verdict, "no maestro/client" in found.reasons[0]) == ("not_proven", True)
