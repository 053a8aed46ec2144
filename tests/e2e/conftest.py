"""A user of the test's own, and the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arqon_settings.model import Settings
from tests.patience import PATIENCE_S

ARQON_TTS = Path(sys.executable).with_name("arqon-tts")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    for key in Settings.model_fields:
        monkeypatch.delenv(key.upper(), raising=False)
    return tmp_path


@pytest.fixture
def run(home: Path) -> Run:
    """Run `arqon-tts` with these words; standard input is `stdin`."""

    def _run(*words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ARQON_TTS, *words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
            cwd=home,
            env={**os.environ, **variables},
        )

    return _run


def parsed(ended: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The JSON that a command printed."""
    data: dict[str, Any] = json.loads(ended.stdout)
    return data
