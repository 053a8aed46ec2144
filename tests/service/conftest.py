"""A user of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_service.home import Home
from arqon_settings.model import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    for key in Settings.model_fields:
        monkeypatch.delenv(key.upper(), raising=False)
    return Home.under(tmp_path)
