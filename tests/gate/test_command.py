"""`arqon-tts gate` as an operator uses it: run, verify, sign, status, close."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arqon_gate.running import announced
from arqon_service.home import Home
from arqon_service.lock import SpeechLock
from arqon_tui.cli.gate import gate
from tests.gate.made import artifact, put


class Operator:
    """Types `arqon-tts gate` in a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.under(folder)
        self.evidence = self.home.state / "gate"
        self._environ = {"ARQON_TTS_HOME": str(folder)}

    def types(self, *words: str) -> Result:
        """In this process: for what only reads and judges."""
        return CliRunner().invoke(gate, words, env=self._environ)

    def starts(self, *words: str) -> subprocess.Popen[str]:
        """As a program, which has signals and processes of its own."""
        program = str(Path(sys.executable).with_name("arqon-tts"))
        environ = {**os.environ, **self._environ}
        return subprocess.Popen(
            [program, "gate", *words],
            env=environ,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def runs(self, *names: str) -> tuple[int, str]:
        """Checks, to their end: the exit code, and what was said on standard error."""
        with self.starts("run", *names) as run:
            _, errors = run.communicate()
            return run.returncode, errors


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "home")


def test_a_run_is_kept_verified_and_judged(operator: Operator) -> None:
    assert operator.runs("no-17373") == (0, "")
    assert {path.name for path in operator.home.state.iterdir()} == {"gate"}
    kept = json.loads((operator.evidence / "0001-no-17373.json").read_text())
    assert (kept["command"], kept["exit_code"]) == ("arqon-tts gate run no-17373", 0)
    assert kept["attestation"]["attested"] is False
    assert len(kept["source"]["commit"]) == 40
    found = json.loads(operator.types("verify", "--json").stdout)
    assert (found["artifacts"], found["faults"]) == (1, [])
    done = operator.types("status", "--json")
    table = {row["criterion"]["number"]: row for row in json.loads(done.stdout)["rows"]}
    assert done.exit_code in (1, 9)
    assert table["H1"]["verdict"] == "not_proven"
    assert "no-17373 (" in table["N2"]["by"][0]


def test_a_run_goes_on_while_the_users_service_holds_the_voice(operator: Operator) -> None:
    lock = SpeechLock(operator.home)
    assert lock.take("serve")
    held = operator.home.lock.read_bytes()
    try:
        assert operator.runs("no-17373") == (0, "")
        assert operator.home.lock.read_bytes() == held
    finally:
        lock.release()


def test_two_runs_at_once_keep_both(operator: Operator) -> None:
    runs = [operator.starts("run", "no-17373"), operator.starts("run", "host")]
    for run in runs:
        with run:
            run.communicate()
    found = json.loads(operator.types("verify", "--json").stdout)
    assert (found["artifacts"], found["faults"]) == (2, [])


def test_a_run_beside_another_says_so(operator: Operator) -> None:
    with announced(operator.home, "soak", 0.0):
        code, said = operator.runs("no-17373")
    assert code == 0
    assert "Another gate run is at work: soak" in said
    assert f"end it: kill {os.getpid()}" in said


def test_a_run_that_is_interrupted_ends_its_check(operator: Operator) -> None:
    run = operator.starts("run", "--all")
    assert run.stdout is not None
    assert run.stdout.readline()
    run.send_signal(signal.SIGINT)
    with run:
        run.communicate()
    assert run.returncode == 130
    assert json.loads(operator.types("verify", "--json").stdout)["faults"] == []


def test_what_was_altered_is_named_and_nothing_is_added(operator: Operator) -> None:
    put(operator.evidence, artifact("soak"), artifact("replay"))
    path = operator.evidence / "0002-replay.json"
    path.write_text(path.read_text().replace('"proven"', '"failed"'))
    done = operator.types("verify", str(operator.evidence))
    assert done.exit_code == 1
    assert "altered: 0002-replay.json" in done.stdout
    code, errors = operator.runs("no-17373")
    assert code == 3
    assert "--out" in errors


def test_evidence_of_elsewhere_is_whole_and_proves_nothing(operator: Operator) -> None:
    put(operator.evidence, artifact("soak"))
    done = operator.types("verify")
    assert done.exit_code == 8
    assert "elsewhere: " in done.stdout
    assert "stale: 0001-soak.json: " in done.stdout


def test_a_signature_is_asked_for(operator: Operator, tmp_path: Path) -> None:
    put(operator.evidence, artifact("soak"))
    for name in ("ours", "theirs"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        if subprocess.run(words, check=False).returncode:
            pytest.skip("ssh-keygen makes no key here")
    ours, theirs = str(tmp_path / "ours.pub"), str(tmp_path / "theirs.pub")
    assert "no signature" in operator.types("verify", "--signer", ours).stdout
    assert operator.types("sign", "--key", str(tmp_path / "ours")).exit_code == 0
    assert operator.types("verify", "--signer", ours).exit_code == 8
    done = operator.types("verify", "--signer", theirs)
    assert done.exit_code == 1
    assert "not signed by" in done.stdout


def test_close_refuses_and_writes_nothing(operator: Operator) -> None:
    log = Path(__file__).parents[2] / "docs/decision-log.md"
    before = log.read_bytes()
    done = operator.types("close")
    assert done.exit_code == 1
    assert done.stdout == ""
    for words in ("H1 ", "X1 ", "not an attested Firecracker guest", "Gate 6 is not closed"):
        assert words in done.stderr
    assert log.read_bytes() == before


@pytest.mark.parametrize("word", ["--force", "--yes", "--override", "--no-verify", "-f", "-y"])
def test_close_knows_no_way_round(word: str, operator: Operator) -> None:
    assert operator.types("close", word).exit_code == 2
