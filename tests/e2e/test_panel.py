"""The real panel in a real terminal: type, speak, roll back, quit."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_gate.doubles.hearing import pitch, sounding
from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.doubles.sidecar_tone import TONE_HZ
from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.e2e.terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.mark.audio
def test_a_person_speaks_rolls_back_speaks_again_and_quits(
    home: Path, run: Run, null_sink: NullSink
) -> None:
    with SidecarServer("tone") as sidecar:
        run("settings", "set", "arqon_tts_kokoro_url", sidecar.url)
        run("restore")
        with Terminal(home, str(ARQON_TTS)) as terminal:
            terminal.wait_for("KOKORO", "(cli)", "ready", "test model test tone")
            terminal.press("F3")
            terminal.wait_for("Streaming")
            terminal.type("Good morning [/x].")
            with null_sink.record() as recording:
                terminal.press("F5")
                terminal.wait_for("spoken by kokoro")
                recording.settle()
            assert pitch(recording.samples) == pytest.approx(TONE_HZ, abs=3)
            spoken = [asked["body"]["text"] for asked in sidecar.asked if asked["body"]]
            assert spoken[-1] == "Good morning [/x]."

            terminal.press("F9")
            terminal.wait_for("FALLBACK (rolled back)", "(panel)")
            assert run("settings", "get", "arqon_tts_provider").stdout == "fallback\n"

            with null_sink.record() as recording:
                terminal.press("F5")
                terminal.wait_for("spoken by fallback")
                terminal.press("F4")
                terminal.wait_for("latency_ms", "provider=fallback")
                recording.settle()
            heard = sounding(recording.samples)
            assert heard.stop > heard.start
            terminal.press("C-q")
            assert terminal.exit_status() == 0


@pytest.mark.audio
def test_a_stream_that_stops_in_the_middle_is_said_to_be_stuck(
    home: Path, run: Run, null_sink: NullSink
) -> None:
    del null_sink  # kokoro's beginning and the fallback play there
    with SidecarServer("stuck") as sidecar:
        run("settings", "set", "arqon_tts_kokoro_url", sidecar.url)
        run("settings", "set", "arqon_tts_kokoro_timeout_ms", "120000")
        run("restore")
        with Terminal(home, str(ARQON_TTS)) as terminal:
            terminal.wait_for("KOKORO", "ready")
            terminal.press("F3")
            terminal.wait_for("Streaming")
            terminal.type("Good morning.")
            terminal.press("F5")
            terminal.wait_for("kokoro is stuck: nothing heard for")
            terminal.press("C-q")
            assert terminal.exit_status() == 0


def test_a_rollback_elsewhere_shows_at_once(home: Path, run: Run) -> None:
    run("restore")
    with Terminal(home, str(ARQON_TTS)) as terminal:
        terminal.wait_for("KOKORO")
        run("rollback", "--reason", "hiss on line 2")
        terminal.wait_for("FALLBACK (rolled back)", "(cli)", "hiss on line 2")
        terminal.press("C-q")
        assert terminal.exit_status() == 0


def test_a_setting_changed_elsewhere_shows_and_outlives_a_rollback(home: Path, run: Run) -> None:
    with Terminal(home, str(ARQON_TTS), columns=80, rows=24) as terminal:
        terminal.wait_for("Rollback", "FALLBACK")
        terminal.press("F3")
        path = parsed(run("settings", "path", "--json"))["path"]
        run("settings", "set", "arqon_tts_kokoro_voice", "bf_emma")
        terminal.wait_for("bf_emma")
        terminal.press("F9")
        terminal.wait_for("FALLBACK (rolled back)")
        assert "bf_emma" in Path(path).read_text()
        terminal.press("C-q")
        assert terminal.exit_status() == 0


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (80, 24), (160, 50)])
def test_every_size_shows_the_state_and_takes_the_key(
    home: Path, run: Run, columns: int, rows: int
) -> None:
    run("restore")
    with Terminal(home, f"NO_COLOR=1 {ARQON_TTS}", columns=columns, rows=rows) as terminal:
        terminal.wait_for("KOKORO")
        terminal.press("F9")
        terminal.wait_for("FALLBACK")
        terminal.press("C-q")
        assert terminal.exit_status() == 0
