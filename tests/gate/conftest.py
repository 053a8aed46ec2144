"""What the tests of the gate share."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_gate.run import Subject
from arqon_service.home import Home

ROOT = Path(__file__).parents[2]


@pytest.fixture
def subject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Subject:
    """A user whose home is empty; a check's process can import what tests/ has."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return Subject(Home.under(tmp_path / "user"), "http://127.0.0.1:9")
