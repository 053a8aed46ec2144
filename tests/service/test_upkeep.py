"""What whoever holds the voice does for the settings, in real processes."""

from __future__ import annotations

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.home import Home
from arqon_settings.snapshot import BY_HAND
from arqon_settings.store import SettingsStore
from tests.service.voices import eventually, holding, rows, running

pytestmark = pytest.mark.audio


def test_the_holder_tells_a_hand_edit_once_and_keeps_maestro_in_step(
    home: Home, null_sink: NullSink
) -> None:
    theirs = home.settings.parent / ".arqon" / "arqon.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text('{"arqon_tts_provider": "fallback"}')
    SettingsStore(home.settings, environ={}).change({"arqon_tts_provider": "kokoro"}, by="x")
    with running("serve", "--bus", "") as serving:
        assert holding(home, "serve").pid == serving.pid
        eventually(lambda: "kokoro" in theirs.read_text(), "Maestro's file to follow")
        text = home.settings.read_text()
        home.settings.write_text(text.replace('"kokoro"', '"fallback"', 1))
        eventually(lambda: "fallback" in theirs.read_text(), "Maestro's file to follow")
        eventually(lambda: rows(home, "tts.rollback"), "the rollback to be told")
    told = rows(home, "tts.rollback")
    assert len(told) == 1
    assert BY_HAND in told[0].data
    assert theirs.read_text() == '{"arqon_tts_provider": "fallback"}'
