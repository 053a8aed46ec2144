"""Killed between any two events of an utterance: asked for again, nothing is played twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S

EVENTS = 8
"""Those of a message that goes to the fallback, from `provider_selected` to `latency_ms`."""


def speak(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.voice.speaks_and_dies", str(folder), "m1", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize("number", range(EVENTS))
def test_nothing_is_played_twice(tmp_path: Path, number: int) -> None:
    played = tmp_path / "played"
    assert speak(tmp_path, str(number)).returncode == -signal.SIGKILL
    was_heard = played.exists()
    again = speak(tmp_path)
    assert played.read_text() == "m1\n"
    expected = "replay_ignored" if was_heard else "latency_ms"
    assert again.stdout == f"stt.tts.{expected}\n", again.stderr


def test_these_are_all_its_events(tmp_path: Path) -> None:
    assert speak(tmp_path, str(EVENTS)).stdout == "stt.tts.latency_ms\n"
