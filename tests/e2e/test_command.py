"""The `arqon-tts` command as a person or a script uses it: real processes, real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from arqon_gate.doubles.hearing import pitch
from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.doubles.sidecar_tone import TONE_HZ
from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.free_port import free_port
from tests.patience import PATIENCE_S


def use(run: Run, server: SidecarServer, *, fallback: bool = True) -> None:
    run("settings", "set", "arqon_tts_kokoro_url", server.url)
    run("settings", "set", "arqon_tts_kokoro_fallback_enabled", str(fallback).lower())
    assert run("restore").returncode == 0


def test_settings_are_set_listed_and_unset(run: Run) -> None:
    done = run("settings", "set", "arqon_tts_kokoro_voice", "bf_emma")
    assert (done.returncode, done.stdout) == (0, "arqon_tts_kokoro_voice = bf_emma (file)\n")
    listed = parsed(run("settings", "list", "--json"))["settings"]["arqon_tts_kokoro_voice"]
    assert listed == {
        "key": "arqon_tts_kokoro_voice",
        "value": "bf_emma",
        "origin": "file",
        "default": "af_heart",
    }
    assert parsed(run("settings", "unset", "arqon_tts_kokoro_voice", "--json"))["origin"] == (
        "default"
    )
    assert run("settings", "get", "arqon_tts_kokoro_voice").stdout == "af_heart\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("settings", "get", "arqon_tts_provider2"), 2, "did you mean arqon_tts_provider"),
        (("settings", "set", "arqon_tts_kokoro_timeout_ms", "99"), 2, "at least 100"),
        (("settings", "set", "arqon_tts_kokoro_timeout_ms", "soon"), 2, "whole number"),
        (("say", "  "), 2, "nothing to say"),
        (("say", "Hello", "--voice", "../x"), 2, "arqon_tts_kokoro_voice must be"),
        (("say", "Hello", "--out", "none/x.wav"), 3, "none' does not exist"),
        (("say", "Hello", "--out", "/"), 3, "'/' is a folder"),
        (("say", "... ?!", "--provider", "fallback", "--out", "x.wav"), 6, "can be spoken"),
        (("sing",), 2, "No such command"),
    ],
)
def test_bad_input_is_an_error_in_words(
    run: Run, words: tuple[str, ...], code: int, says: str
) -> None:
    ended = run(*words)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_rollback_says_who_when_and_why_and_restore_goes_back(run: Run) -> None:
    assert parsed(run("restore", "--json"))["provider"] == "kokoro"
    rolled = parsed(run("rollback", "--reason", "hiss on line 2", "--json"))
    assert rolled["provider"] == "fallback"
    assert rolled["changed"] is True
    assert rolled["reason"] == "hiss on line 2"
    status = run("status")
    assert status.returncode == 0
    assert "hiss on line 2" in status.stdout
    again = parsed(run("rollback", "--json"))
    assert again["changed"] is False
    assert again["since"] == rolled["since"]


def test_rollback_tells_when_the_environment_holds_the_provider(run: Run) -> None:
    run("restore")
    ended = run("rollback", ARQON_TTS_PROVIDER="kokoro")
    assert ended.returncode == 4
    assert "unset ARQON_TTS_PROVIDER" in ended.stderr
    assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"


def test_a_setting_that_the_environment_holds_is_not_changed(run: Run) -> None:
    ended = run("settings", "set", "arqon_tts_provider", "kokoro", ARQON_TTS_PROVIDER="fallback")
    assert ended.returncode == 4
    assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"


def test_a_broken_settings_file_is_told_and_kept(run: Run) -> None:
    path = Path(parsed(run("settings", "path", "--json"))["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[arqon_tts\nprovider = kokoro\n")
    listed = run("settings", "list")
    assert listed.returncode == 0
    assert f"{path}, line 1" in listed.stderr
    rolled = run("rollback")
    assert rolled.returncode == 0
    assert list(path.parent.glob("settings.toml.bad-*"))
    assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"


def test_status_of_a_ready_sidecar_says_what_it_is(run: Run) -> None:
    with SidecarServer("tone") as server:
        use(run, server)
        ended = run("status")
    assert ended.returncode == 0
    assert "test model test tone" in ended.stdout
    assert "host-dev (development, not production)" in ended.stdout


def test_status_says_who_spoke_lately_though_nobody_holds_the_voice(run: Run) -> None:
    with SidecarServer("failed") as server:
        use(run, server)
        run("say", "Hello.", "--out", "a.wav")
        ended, data = run("status"), parsed(run("status", "--json"))
    words = "kokoro, degraded: 1 of the last 1 fell back (http_500)"
    assert f"\nLately    {words}\n" in ended.stdout
    assert data["standing"] == {"speaker": "degraded", "words": words}


def test_status_names_a_variant_and_where_it_came_from(run: Run) -> None:
    told = {"name": "8 bits", "sha256": "1" * 64, "kind": "variant", "origin": "PyPI"}
    with SidecarServer("tone") as server:
        use(run, server)
        server.health(model=told)
        words, data = run("status"), parsed(run("status", "--json"))["sidecar"]
    assert "variant ‘8 bits’, not the published model" in words.stdout
    assert "Model     8 bits, from PyPI" in words.stdout
    assert (data["model_kind"], data["model_origin"]) == ("variant", "PyPI")


def test_status_fails_when_kokoro_is_in_force_and_not_there(run: Run) -> None:
    run("restore")
    run("settings", "set", "arqon_tts_kokoro_url", "http://127.0.0.1:9")
    ended = run("status", "--json", ARQON_VM_STATE_DIR="none")
    assert ended.returncode == 7
    sidecar = parsed(ended)["sidecar"]
    assert sidecar["state"] == "unreachable"
    assert sidecar["attested"] is False
    assert sidecar["attestation"].startswith("not attested: no VM runs in ")


def test_say_to_a_file_needs_no_device(run: Run, home: Path) -> None:
    with SidecarServer("tone") as server:
        use(run, server)
        ended = run("say", "Hello.", "--out", "hello.wav", "--json")
        asked = server.asked[-1]["body"]
    assert parsed(ended)["provider"] == "kokoro"
    assert asked["text"] == "Hello."
    with wave.open(str(home / "hello.wav")) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
        spectrum = np.abs(np.fft.rfft(samples))
        hertz = np.argmax(spectrum) * sound.getframerate() / len(samples)
    assert hertz == pytest.approx(TONE_HZ, abs=5)


def test_say_reads_standard_input_and_takes_a_voice_for_once(run: Run) -> None:
    with SidecarServer("tone") as server:
        use(run, server)
        run("say", "-", "--voice", "bf_emma", "--out", "a.wav", stdin="From a pipe [/x].\n")
        asked = server.asked[-1]["body"]
    assert asked["voice"] == "bf_emma"
    assert asked["text"].strip() == "From a pipe [/x]."


def test_say_tells_that_the_fallback_spoke_and_why(run: Run) -> None:
    with SidecarServer("tone") as server:
        use(run, server)
    ended = run("say", "Hello.", "--out", "a.wav")
    assert ended.returncode == 0
    assert "fallback used: unreachable" in ended.stderr


def test_say_fails_closed_with_a_code_of_its_own(run: Run, home: Path) -> None:
    with SidecarServer("tone") as server:
        use(run, server, fallback=False)
    ended = run("say", "Hello.", "--out", "a.wav")
    assert ended.returncode == 5
    assert "fallback is off" in ended.stderr
    assert not (home / "a.wav").exists()


def test_100000_characters_reach_the_sidecar_whole(run: Run, home: Path) -> None:
    text = "word " * 20_000
    with SidecarServer("tone") as server:
        use(run, server)
        ended = run("say", "-", "--out", "long.wav", stdin=text)
        asked = server.asked[-1]["body"]
    assert ended.returncode == 0
    assert asked["text"] == text


def test_say_speaks_and_warns_where_nothing_can_be_kept(run: Run, home: Path) -> None:
    (home / "state").write_text("a file where the folder should be")
    ended = run("say", "Hello.", "--out", "a.wav", "--provider", "fallback")
    assert ended.returncode == 0
    assert (home / "a.wav").stat().st_size > 10_000
    assert "warning" in ended.stderr
    assert "telemetry.db" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.audio
def test_say_is_heard(run: Run, null_sink: NullSink) -> None:
    with SidecarServer("tone") as server, null_sink.record() as recording:
        use(run, server)
        ended = run("say", "Hello.")
        recording.settle()
    assert ended.returncode == 0
    assert pitch(recording.samples) == pytest.approx(TONE_HZ, abs=3)


@pytest.mark.audio
def test_ctrl_c_stops_and_says_so(run: Run, null_sink: NullSink) -> None:
    with SidecarServer("tone") as server:
        use(run, server)
        server.behave("never")
        command = [str(ARQON_TTS), "say", "Hello.", "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as saying:
            server.wait_for("asked")
            saying.send_signal(signal.SIGINT)
            out, err = saying.communicate(timeout=PATIENCE_S)
    assert saying.returncode == 130
    assert b'"ending": "stt.tts.playback_stopped"' in out
    assert b"Traceback" not in err


def test_doctor_names_what_is_broken_and_what_is_not(run: Run) -> None:
    silent = {"ALSA_CONFIG_PATH": "/dev/null", "PULSE_SERVER": "unix:/nonexistent"}
    # Where this runs, a developer's sidecar may answer at the default address.
    ended = run(
        "doctor", "--json", ARQON_TTS_KOKORO_URL=f"http://127.0.0.1:{free_port()}", **silent
    )
    findings = {found["what"]: found for found in parsed(ended)["findings"]}
    assert findings["fallback voice"]["state"] == "ok"
    assert findings["sound device"]["state"] == "broken"
    assert findings["sidecar"]["state"] == "warning"
    assert ended.returncode == 1


def test_telemetry_is_followed_exported_imported_and_added_up(run: Run, home: Path) -> None:
    run("say", "Hello.", "--out", "a.wav", "--provider", "fallback")
    tail = [
        json.loads(line)
        for line in run("telemetry", "tail", "-F", "--json").stdout.split("\n")[:-1]
    ]
    assert [event["name"] for event in tail][-1] == "stt.tts.latency_ms"
    assert not [event for event in tail if "Hello" in json.dumps(event)]
    maestro = run(
        "telemetry", "export", "--format", "maestro", "--name", "stt.tts.latency_ms"
    ).stdout
    name, record = json.loads(maestro)
    assert name == "stt.tts.latency_ms"
    assert record["data"]["provider"] == "fallback"
    done = run("telemetry", "import", "-", "--db", "other.db", stdin=f"{maestro}garbage\n")
    assert done.stdout == "1 events into other.db; lines without an event: 1\n"
    assert (done.returncode, "line 2: Expecting value" in done.stderr) == (0, True)
    summed = parsed(run("telemetry", "stats", "--db", "other.db", "--json"))
    assert summed["endings"] == {"stt.tts.latency_ms": 1}


def test_events_are_looked_up_by_what_the_screen_shows(run: Run, home: Path) -> None:
    for name in ("a.wav", "b.wav"):
        run("say", "Hello.", "--out", name, "--provider", "fallback")
    newest = run("telemetry", "query", "-n", "1", "latency_ms")
    assert newest.stdout.count("\n") == 1
    short = newest.stdout.split()[2]
    assert len(short) == 8
    before = newest.stderr.split()[-1]
    older = run("telemetry", "query", "latency_ms", "--before", before, "--json")
    (event,) = (json.loads(line) for line in older.stdout.splitlines())
    assert event["id"] < int(before)
    for command in (("query",), ("tail", "-F"), ("export",)):
        lines = run("telemetry", *command, "--message", short[:6], "--json").stdout.splitlines()
        found = [json.loads(line) for line in lines]
        assert len({event["message_id"] for event in found}) == 1
        assert len(found) > 1
        chosen = run("telemetry", *command, "--name", "provider_selected", "--json").stdout
        names = {json.loads(line)["name"] for line in chosen.splitlines()}
        assert names == {"stt.tts.provider_selected"}


def test_an_export_is_never_written_over_the_store_nor_half(run: Run, home: Path) -> None:
    run("say", "Hello.", "--out", "a.wav", "--provider", "fallback")
    text = run("telemetry", "export").stdout
    assert run("telemetry", "import", "-", "--db", "t.db", stdin=text).returncode == 0
    refused = run("telemetry", "export", "--db", "t.db", "--out", "t.db")
    assert (refused.returncode, "is the store itself" in refused.stderr) == (3, True)
    done = run("telemetry", "export", "--db", "t.db", "--out", "kept", "--format", "csv")
    assert done.stdout == f"wrote {len(text.splitlines())} events to kept\n"
    (home / "damaged.db").write_bytes((home / "t.db").read_bytes()[:9000])
    refused = run("telemetry", "export", "--db", "damaged.db", "--out", "kept")
    assert (refused.returncode, "is damaged" in refused.stderr) == (1, True)
    assert len((home / "kept").read_text().splitlines()) == len(text.splitlines()) + 1


def test_the_filter_of_the_panel_chooses_events_of_every_command(run: Run, home: Path) -> None:
    lines = [
        {"name": name, "ts_ms": 1_780_000_000_000 + number, "message_id": f"m{number}"}
        | {"session_id": "s", "source": "cli", "data": data}
        for number, (name, data) in enumerate(
            [
                ("stt.tts.kokoro.failure", {"reason": "timeout"}),
                ("stt.tts.kokoro.failure", {"reason": "status 500"}),
                ("stt.tts.provider_selected", {"provider": "kokoro"}),
                ("stt.tts.fallback.used", {"fallback_provider": "espeak"}),
            ]
        )
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    assert run("telemetry", "import", "-", "--db", "t.db", stdin=text).returncode == 0
    wanted = ("--filter", 'provider:kokoro severity:failure -"status 500"', "--db", "t.db")
    for command in (("tail", "-F"), ("query",), ("export",)):
        printed = run("telemetry", *command, *wanted, "--json").stdout.splitlines()
        assert [json.loads(line)["message_id"] for line in printed] == ["m0"]
    table = run("telemetry", "export", "--format", "csv", *wanted).stdout.splitlines()
    assert [line.split(",")[6] for line in table] == ["message_id", "m0"]
    for option in ("--filter", "--name", "--message", "--session", "--text"):
        refused = run("telemetry", "query", option, "a\udcff", "--db", "t.db")
        assert refused.returncode == 2
        assert "is not UTF-8" in refused.stderr
    refused = run("telemetry", "query", "--filter", "severity:awful")
    assert (refused.returncode, "info, warning or failure" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("tail", "-F", "--db", "none.db"), 1, "none.db"),
        (("query", "x", "--db", "none.db"), 1, "none.db"),
        (("stats", "--db", "none.db"), 1, "none.db"),
        (("export", "--db", "none.db"), 1, "none.db"),
        (("stats", "--since", "yesterday"), 2, "is not a time"),
        (("export", "--out", "none/x"), 3, "none' does not exist"),
    ],
)
def test_telemetry_that_cannot_be_had_is_told_in_words(
    run: Run, words: tuple[str, ...], code: int, says: str
) -> None:
    run("rollback")
    ended = run("telemetry", *words)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert says in ended.stderr


def test_a_corrupt_telemetry_store_is_kept_and_a_new_one_begun(run: Run, home: Path) -> None:
    run("rollback")
    store = next(home.glob("state/**/telemetry.db"))
    store.write_bytes(b"not a database" * 1000)
    assert run("rollback").returncode == 0
    assert list(store.parent.glob("telemetry.db.corrupt-*"))
    assert "rollback" in run("telemetry", "tail", "-F").stdout


def test_home_names_another_user_of_the_test_for_all_commands(run: Run, home: Path) -> None:
    run("--home", "second", "restore")
    assert run("--home", "second", "settings", "get", "arqon_tts_provider").stdout == "kokoro\n"
    assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"
    assert run("--home", "second", "settings", "path").stdout == f"{home}/second/settings.toml\n"
    assert f"{home}/second/run/vm" in run("--home", "second", "vm", "status").stdout
    assert (home / "second" / "state" / "telemetry.db").exists()


@pytest.mark.parametrize(
    "words", [("settings", "list"), ("status", "--json"), ("logs",), ("--help",), ("queue",)]
)
@pytest.mark.parametrize("output", ["/dev/full", "closed pipe"])
def test_an_output_that_takes_nothing_is_no_traceback(
    run: Run, home: Path, words: tuple[str, ...], output: str
) -> None:
    shell = "| true" if output == "closed pipe" else f"> {output}"
    for unbuffered in ("", "1"):
        ended = subprocess.run(
            ["bash", "-c", f'set -o pipefail; "$@" {shell}', "-", str(ARQON_TTS), *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
        assert "Traceback" not in ended.stderr
        assert "Exception ignored" not in ended.stderr
        if output == "/dev/full" and words != ("logs",):
            assert ended.returncode == 1
            assert "standard output could not be written: No space left" in ended.stderr


@pytest.mark.parametrize(
    "words", [("say", "Hello.", "--out", "hello.wav"), ("--home", "here", "settings", "list")]
)
def test_a_working_folder_that_was_deleted_is_told(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["bash", "-c", 'cd "$0"; rmdir "$0"; "$@"', str(gone), str(ARQON_TTS), *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("arqon-tts: the working folder was deleted")


def test_the_panel_without_a_terminal_says_so(run: Run) -> None:
    ended = run()
    assert ended.returncode == 2
    assert "needs a terminal" in ended.stderr


@pytest.mark.audio
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_from_the_first_moment_end_in_one_event(
    run: Run, home: Path, null_sink: NullSink, number: signal.Signals
) -> None:
    command = [str(ARQON_TTS), "say", "word " * 400, "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe) as saying:
        while b"SigCgt" not in (status := Path(f"/proc/{saying.pid}/status").read_bytes()) or not (
            int(status.partition(b"SigCgt:")[2].split()[0], 16) >> (signal.SIGTERM - 1) & 1
        ):
            assert saying.poll() is None
        saying.send_signal(number)
        saying.send_signal(number)
        out = saying.stdout.read() if saying.stdout else b""
        err = saying.stderr.read() if saying.stderr else b""
        code = saying.wait(PATIENCE_S)
    assert code == 128 + number, err
    assert json.loads(out)["ending"] == "stt.tts.playback_stopped"
    assert b"Aborted" not in err
    told = run("telemetry", "tail", "-F", "--json", "-n", "100").stdout
    assert told.count("stt.tts.playback_stopped") == 1
