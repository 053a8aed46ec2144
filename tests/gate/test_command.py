"""`arqon-tts gate` as an operator uses it: run, verify, sign, status, close."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from arqon_service.home import Home
from arqon_service.lock import SpeechLock
from tests.gate.made import artifact, put


class Operator:
    """Runs `arqon-tts gate` in a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.under(folder)
        self.evidence = self.home.state / "gate"
        self._environ = {**os.environ, "ARQON_TTS_HOME": str(folder)}

    def command(self, *words: str) -> list[str]:
        return [str(Path(sys.executable).with_name("arqon-tts")), "gate", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env=self._environ, capture_output=True, text=True, check=False
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words), env=self._environ, stdout=subprocess.PIPE, text=True
        )


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "home")


def test_a_run_is_kept_verified_and_judged(operator: Operator) -> None:
    assert operator.run("run", "no-17373").returncode == 0
    assert {path.name for path in operator.home.state.iterdir()} == {"gate"}
    kept = json.loads((operator.evidence / "0001-no-17373.json").read_text())
    assert (kept["command"], kept["exit_code"]) == ("arqon-tts gate run no-17373", 0)
    assert kept["attestation"]["attested"] is False
    assert len(kept["source"]["commit"]) == 40
    found = json.loads(operator.run("verify", "--json").stdout)
    assert (found["artifacts"], found["faults"]) == (1, [])
    done = operator.run("status", "--json")
    table = {row["criterion"]["number"]: row for row in json.loads(done.stdout)["rows"]}
    assert done.returncode in (1, 9)
    assert table["H1"]["verdict"] == "not_proven"
    assert "no-17373 (" in table["N2"]["by"][0]


def test_a_run_goes_on_while_the_users_service_holds_the_voice(operator: Operator) -> None:
    lock = SpeechLock(operator.home)
    assert lock.take("serve")
    held = operator.home.lock.read_bytes()
    try:
        assert operator.run("run", "no-17373").returncode == 0
        assert operator.home.lock.read_bytes() == held
    finally:
        lock.release()


def test_two_runs_at_once_keep_both(operator: Operator) -> None:
    runs = [operator.start("run", "no-17373"), operator.start("run", "host")]
    assert {run.communicate()[0] != "" for run in runs} == {True}
    found = json.loads(operator.run("verify", "--json").stdout)
    assert (found["artifacts"], found["faults"]) == (2, [])


def test_a_run_that_is_interrupted_ends_its_check(operator: Operator) -> None:
    run = operator.start("run", "--all")
    assert run.stdout is not None
    assert run.stdout.readline()
    run.send_signal(signal.SIGINT)
    run.communicate()
    assert run.returncode == 130
    assert json.loads(operator.run("verify", "--json").stdout)["faults"] == []


def test_what_was_altered_is_named_and_nothing_is_added(operator: Operator) -> None:
    put(operator.evidence, artifact("soak"), artifact("replay"))
    path = operator.evidence / "0002-replay.json"
    path.write_text(path.read_text().replace('"proven"', '"failed"'))
    done = operator.run("verify", str(operator.evidence))
    assert done.returncode == 1
    assert "altered: 0002-replay.json" in done.stdout
    done = operator.run("run", "no-17373")
    assert done.returncode == 3
    assert "--out" in done.stderr


def test_evidence_of_elsewhere_is_whole_and_proves_nothing(operator: Operator) -> None:
    put(operator.evidence, artifact("soak"))
    done = operator.run("verify")
    assert done.returncode == 8
    assert "elsewhere: " in done.stdout
    assert "stale: 0001-soak.json: " in done.stdout


def test_a_signature_is_asked_for(operator: Operator, tmp_path: Path) -> None:
    put(operator.evidence, artifact("soak"))
    for name in ("ours", "theirs"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        if subprocess.run(words, check=False).returncode:
            pytest.skip("ssh-keygen makes no key here")
    ours, theirs = str(tmp_path / "ours.pub"), str(tmp_path / "theirs.pub")
    assert "no signature" in operator.run("verify", "--signer", ours).stdout
    assert operator.run("sign", "--key", str(tmp_path / "ours")).returncode == 0
    assert operator.run("verify", "--signer", ours).returncode == 8
    done = operator.run("verify", "--signer", theirs)
    assert done.returncode == 1
    assert "not signed by" in done.stdout


def test_close_refuses_and_writes_nothing(operator: Operator) -> None:
    log = Path(__file__).parents[2] / "docs/decision-log.md"
    before = log.read_bytes()
    done = operator.run("close")
    assert done.returncode == 1
    assert done.stdout == ""
    for words in ("H1 ", "X1 ", "not an attested Firecracker guest", "Gate 6 is not closed"):
        assert words in done.stderr
    assert log.read_bytes() == before


@pytest.mark.parametrize("word", ["--force", "--yes", "--override", "--no-verify", "-f", "-y"])
def test_close_knows_no_way_round(word: str, operator: Operator) -> None:
    assert operator.run("close", word).returncode == 2
