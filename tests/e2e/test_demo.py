"""The demo in a real terminal: it says what it is, stays in its own home, and leaves nothing."""

from __future__ import annotations

import json
import os
import shlex
import signal
import tempfile
from pathlib import Path

import pytest

from arqon_gate.doubles.null_sink import ALSA_CONFIG, NullSink
from arqon_settings.store import SettingsStore
from arqon_tui.demo.services import SESSION
from arqon_voice.telemetry.exchange import read_lines
from tests.e2e.conftest import ARQON_TTS, Run
from tests.e2e.terminal import Terminal
from tests.service.voices import eventually

pytestmark = pytest.mark.terminal


@pytest.fixture
def surroundings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with settings, a working folder, a temporary folder, and a telling environment."""
    SettingsStore(home / "settings.toml").change({"arqon_tts_kokoro_voice": "bf_emma"}, by="ada")
    for name in ("tmp", "work"):
        (home / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("ARQON_TTS_PROVIDER", "kokoro")
    monkeypatch.setenv("ARQON_TTS_KOKORO_TIMEOUT_MS", "no number")
    return home


def demo(home: Path, *words: str, columns: int = 80, rows: int = 24) -> Terminal:
    """The demo, started in the user's working folder; `pid` says which process it is."""
    command = shlex.join([str(ARQON_TTS), *words, "--demo"])
    line = f"(cd {home}/work && echo $BASHPID > {home}/tmp/pid && exec {command})"
    return Terminal(home / "tmp", f"bash -c {shlex.quote(line)}", columns=columns, rows=rows)


def files(home: Path) -> dict[str, bytes]:
    """All but what the terminal keeps."""
    ours = {home / "tmp" / name for name in ("exit-status", "pid")}
    found = (path for path in home.rglob("*") if path.is_file() and path not in ours)
    return {str(path): path.read_bytes() for path in found}


@pytest.mark.audio
def test_it_speaks_and_changes_settings_and_nothing_of_it_is_left(
    surroundings: Path, null_sink: NullSink
) -> None:
    del null_sink  # the fallback voice plays there
    before = files(surroundings)
    with demo(surroundings) as terminal:
        terminal.wait_for("DEMO · recorded telemetry", "FALLBACK", "utterances: ")
        assert "ARQON_TTS" not in terminal.screen
        terminal.press("s")
        terminal.wait_for("Start of the service failed: the demo starts and stops no program")
        terminal.press("F4")
        terminal.wait_for("DEMO", "kokoro.success")
        terminal.press("F3")
        terminal.wait_for("DEMO", "af_heart")
        terminal.type("Good morning.")
        terminal.press("F7")
        terminal.wait_for("saved")
        terminal.press("F8")
        terminal.wait_for("Switch to kokoro?")
        terminal.press("Right", "Enter")
        terminal.wait_for("KOKORO", "DEMO")
        terminal.press("F5")
        terminal.wait_for("spoken by fallback")
        terminal.press("F9")
        terminal.wait_for("FALLBACK (rolled back)", "DEMO")
        terminal.press("C-q")
        assert terminal.exit_status() == 0
        assert files(surroundings) == before
        assert not list((surroundings / "tmp").glob("arqon-*"))


@pytest.mark.parametrize("words", [(), ("--read-only",)])
def test_it_works_without_a_sound_device_and_leaves_nothing_after_a_signal(
    surroundings: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = surroundings / "asound.conf"
    nothing.write_text(f"<{ALSA_CONFIG}>\npcm.!default {{ type hw card 31 }}\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nothing))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    with demo(surroundings, *words, columns=120, rows=40) as terminal:
        terminal.wait_for("DEMO", "No sound device", *(["READ-ONLY"] if words else []))
        os.kill(int((surroundings / "tmp" / "pid").read_text()), signal.SIGTERM)
        assert terminal.exit_status() == 128 + signal.SIGTERM
        eventually(lambda: not list((surroundings / "tmp").glob("arqon-*")), "the folder's end")


@pytest.mark.parametrize(
    "words",
    [
        ("--demo", "--home", "elsewhere"),
        ("--demo", "rollback"),
        ("--read-only", "settings", "set", "arqon_tts_kokoro_voice", "af_sky"),
        ("--replay", "{home}/settings.toml"),
        ("--db", "{home}/settings.toml"),
        ("--replay", "{home}/settings.toml", "--db", "{home}/settings.toml"),
    ],
)
def test_what_cannot_be_shown_is_refused_before_a_screen_opens(
    home: Path, run: Run, words: tuple[str, ...]
) -> None:
    SettingsStore(home / "settings.toml").change({"arqon_tts_kokoro_voice": "bf_emma"}, by="ada")
    before = files(home)
    ended = run(*(word.format(home=home) for word in words))
    assert ended.returncode == 2
    assert "Error: " in ended.stderr
    assert files(home) == before


def test_the_recording_holds_every_kind_of_ending_and_nothing_that_was_said() -> None:
    with SESSION.open("rb") as lines:
        events = list(read_lines(lines, lambda line, why: pytest.fail(f"{line}: {why}")))
    names = {event.name.removeprefix("stt.tts.") for event in events}
    assert names >= {"latency_ms", "kokoro.failure", "fallback.used", "fail_closed", "rollback"}
    assert events == sorted(events, key=lambda event: event.ts_ms)
    for event in events:
        told = json.dumps(dict(event.data))
        assert "/home" not in told
        assert "/tmp" not in told
