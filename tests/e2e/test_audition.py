"""`arqon-tts voices` and `arqon-tts audition` as a person or a script uses them."""

from __future__ import annotations

import csv
import signal
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.patience import PATIENCE_S


@pytest.fixture(scope="module")
def sidecar() -> Iterator[SidecarServer]:
    with SidecarServer("measured") as server:
        yield server


@pytest.fixture
def kokoro(sidecar: SidecarServer, home: Path) -> SidecarServer:
    sidecar.reset()
    store = SettingsStore(Home.under(home).settings)
    store.change({"arqon_tts_kokoro_url": sidecar.url}, by="test")
    return sidecar


def test_voices_are_listed_searched_and_remembered(run: Run, kokoro: SidecarServer) -> None:
    listed = run("voices")
    assert listed.returncode == 0
    assert "af_heart  en-us  female  Heart  · in force  · the sidecar's default" in listed.stdout
    data = parsed(run("voices", "--language", "en", "male", "--json"))
    assert [voice["id"] for voice in data["voices"]] == ["am_adam"]
    none = run("voices", "--gender", "male", "emma")
    assert (none.returncode, none.stdout) == (1, "")
    kokoro.behave("failed", "/voices")
    kept = run("voices", "emma")
    assert kept.returncode == 7
    assert kept.stdout.startswith("bf_emma")
    assert "/voices answered 500; these are the voices that it had " in kept.stderr


@pytest.mark.audio
def test_a_and_b_speak_one_after_the_other_and_the_setting_stays(
    run: Run, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    words = ("audition", "--ab", "af_bella", "af_heart(2)+am_adam", "--text", "One, two.")
    told = run(*words, "--csv")
    assert told.returncode == 0, told.stderr
    rows = list(csv.DictReader(StringIO(told.stdout)))
    assert [row["voice"] for row in rows] == ["af_bella", "af_heart(2)+am_adam"]
    assert {(row["phonemize_ms"], row["synthesize_ms"]) for row in rows} == {("2.5", "40.0")}
    assert {row["phrase"] for row in rows} == {""}
    assert "One, two." not in told.stdout
    assert run("settings", "get", "arqon_tts_kokoro_voice").stdout == "af_heart\n"
    past = parsed(run("audition", "--history", "--json"))["runs"]
    assert [each["voice"] for each in past] == ["af_heart(2)+am_adam", "af_bella"]


@pytest.mark.audio
def test_a_blind_audition_tells_after_it_was_answered(
    run: Run, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    told = run(
        "audition", "--ab", "af_bella", "am_adam", "--blind", "--phrase", "question", stdin="2\n"
    )
    assert told.returncode == 0, told.stderr
    heard = [each["body"]["voice"] for each in kokoro.asked if each["body"]]
    assert sorted(heard) == ["af_bella", "am_adam"]
    before, _, after = told.stderr.partition("which is better")
    assert not any(voice in before for voice in heard)
    assert f"1 was {heard[0]}, 2 was {heard[1]}" in after
    assert f"settings set arqon_tts_kokoro_voice {heard[1]}" in after


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("af_bel",), "near it: af_bella"),
        (("--ab", "af_bella", "bf_ema+af_bella"), "near it: bf_emma"),
        (("../x",), "must be a Kokoro voice"),
        (("--phrase", "poem"), "there are: greeting"),
        (("--text", "  "), "nothing to say"),
        (("--blind",), "--blind needs --ab"),
        (("af_bella", "--ab", "af_bella", "am_adam"), "one VOICE, or two"),
        (("--speed", "3"), "0.5<=x<=2.0"),
    ],
)
def test_what_cannot_be_auditioned_is_said_in_words(
    run: Run, kokoro: SidecarServer, words: tuple[str, ...], says: str
) -> None:
    told = run("audition", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert says in told.stderr
    assert not [each for each in kokoro.asked if each["body"]]


@pytest.mark.audio
def test_a_voice_that_was_not_heard_is_an_error_and_ctrl_c_ends_it(
    run: Run, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    kokoro.behave("failed")
    told = run("audition", "af_bella")
    assert told.returncode == 6
    assert "af_bella: you heard the fallback voice, Kokoro failed: http_500" in told.stderr
    without = {"ALSA_CONFIG_PATH": "/dev/null", "PULSE_SERVER": "unix:/nonexistent"}
    told = run("audition", "af_bella", **without)
    assert told.returncode == 6
    assert "you heard" not in told.stderr
    assert "nor was the fallback voice heard: " in told.stderr
    kokoro.behave("endless")
    kokoro.forget()
    with subprocess.Popen([ARQON_TTS, "audition"], stderr=subprocess.PIPE, text=True) as process:
        kokoro.wait_for("asked", path="/synthesize_stream")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "ctrl-c" in err
