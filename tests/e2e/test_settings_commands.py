"""Maestro's file and the history, from the command line."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from tests.e2e.conftest import Run, parsed
from tests.patience import PATIENCE_S
from tests.service.voices import running


def maestro(home: Path, **values: object) -> Path:
    file = home / ".arqon" / "arqon.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"theme": "dark", **values}, indent=2))
    return file


def test_a_rollback_is_one_for_maestro_too_before_the_command_ends(run: Run, home: Path) -> None:
    file = maestro(home, arqon_tts_provider="kokoro")
    assert parsed(run("settings", "maestro", "diff", "--json"))["differences"] == {
        "arqon_tts_provider": {"ours": "fallback", "maestro": "kokoro", "stands": "maestro's"}
    }
    run("restore")
    assert parsed(run("settings", "maestro", "status", "--json"))["in_step"] is True
    rolled = run("rollback", "--reason", "hiss")
    assert (rolled.returncode, rolled.stderr) == (0, "")
    assert json.loads(file.read_text()) == {"theme": "dark", "arqon_tts_provider": "fallback"}
    maestro(home, arqon_tts_provider="kokoro")
    changed = run("settings", "set", "arqon_tts_kokoro_voice", "af_sky")
    assert "came back out of Maestro's memory; 'fallback' was written" in changed.stderr
    assert json.loads(file.read_text())["arqon_tts_provider"] == "fallback"
    status = run("settings", "maestro", "status").stdout
    assert "Mirror    on (Maestro's file is there)" in status
    assert "the provider may need its restart" in status
    assert "'kokoro' in Maestro's file had been replaced by ours" in status


def test_maestros_file_is_left_alone_when_it_is_disabled_or_no_json(run: Run, home: Path) -> None:
    file = maestro(home, arqon_tts_provider="fallback")
    assert run("settings", "maestro", "disable").returncode == 0
    run("restore")
    assert json.loads(file.read_text())["arqon_tts_provider"] == "fallback"
    file.write_text("[]")
    assert run("settings", "maestro", "enable").returncode == 0
    ended = run("rollback")
    assert ended.returncode == 0, "the rollback itself was written"
    assert "Maestro does not know of it yet" in ended.stderr
    assert "is left alone: it is not an object" in ended.stderr
    assert file.read_text() == "[]"
    assert parsed(run("settings", "maestro", "status", "--json"))["in_step"] is None
    findings = {f["what"]: f for f in parsed(run("doctor", "--json"))["findings"]}
    assert findings["Maestro"]["state"] == "warning"
    assert "it is not an object: { ... }" in findings["Maestro"]["words"]


def test_a_maestro_without_a_fallback_is_told_as_what_it_is(run: Run, home: Path) -> None:
    maestro(home, arqon_tts_provider="piper")
    run("rollback")
    assert "our switch steers our voice plane only" in run("settings", "maestro", "status").stdout
    assert json.loads(maestro(home, arqon_tts_provider="piper").read_text()) == {
        "theme": "dark", "arqon_tts_provider": "piper"
    }  # fmt: skip


def test_the_history_says_what_changed_when_and_by_whom(run: Run, home: Path) -> None:
    assert run("settings", "history").stdout == "No setting has been changed yet.\n"
    run("restore")
    run("settings", "set", "arqon_tts_kokoro_timeout_ms", "900")
    run("rollback", "--reason", "hiss")
    changes = parsed(run("settings", "history", "--json"))["changes"]
    assert [(c["key"], c["from"], c["to"], c["way"]) for c in changes] == [
        ("arqon_tts_provider", "kokoro", "fallback", "command"),
        ("arqon_tts_kokoro_timeout_ms", 5000, 900, "command"),
        ("arqon_tts_provider", "fallback", "kokoro", "command"),
    ]
    assert changes[0]["reason"] == "hiss"
    newest = run("settings", "history", "--limit", "1").stdout
    assert 'arqon_tts_provider: "kokoro" -> "fallback"  by' in newest
    assert newest.count("\n") == 1


def test_setting_the_provider_to_the_fallback_is_told_as_a_rollback(run: Run) -> None:
    run("restore")
    run("settings", "set", "arqon_tts_provider", "fallback")
    told = run("telemetry", "tail", "--no-follow", "--json").stdout.splitlines()
    names = [json.loads(line)["name"] for line in told]
    assert names.count("stt.tts.rollback") == 1


def test_status_watch_tells_each_change_once(home: Path, run: Run) -> None:
    with running("status", "--watch", "--json") as watching:
        assert watching.stdout is not None
        assert json.loads(watching.stdout.readline())["provider"] == "fallback"
        run("restore", "--reason", "tried")
        told = json.loads(watching.stdout.readline())
        assert (told["provider"], told["reason"]) == ("kokoro", "tried")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(PATIENCE_S) == 130
        assert watching.stdout.read() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_status_watch_ends_by_a_signal_though_the_sidecar_does_not_answer(
    run: Run, number: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        run("settings", "set", "arqon_tts_kokoro_url", url)
        with running("status", "--watch") as watching:
            silent.settimeout(PATIENCE_S)
            with silent.accept()[0]:
                watching.send_signal(number)
                assert watching.wait(PATIENCE_S) == 128 + number


def test_undo_takes_back_the_last_change_and_never_leads_to_kokoro(run: Run, home: Path) -> None:
    assert run("settings", "undo").returncode == 1
    run("restore")
    run("settings", "set", "arqon_tts_kokoro_timeout_ms", "7000")
    undone = parsed(run("settings", "undo", "--json"))
    assert (undone["key"], undone["value"], undone["was"]) == (
        "arqon_tts_kokoro_timeout_ms",
        5000,
        7000,
    )
    run("rollback")
    refused = run("settings", "undo")
    assert refused.returncode == 1
    assert f"arqon-tts --home {home} restore" in refused.stderr
    assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"
