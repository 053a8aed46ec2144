"""A voice is compared with those that the sidecar has, where it can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.home import Home
from arqon_service.voice_check import UnknownVoice, voice_doubt
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore

VOICE: SettingKey = "arqon_tts_kokoro_voice"
NOWHERE = "http://127.0.0.1:9"


def home_at(folder: Path, url: str) -> Home:
    home = Home.under(folder)
    store = SettingsStore(home.settings, environ={})
    store.change({"arqon_tts_kokoro_url": url}, by="test")
    return home


def test_a_voice_that_it_does_not_have_is_refused_and_a_near_one_named(tmp_path: Path) -> None:
    with SidecarServer("tone") as sidecar:
        home = home_at(tmp_path, sidecar.url)
        assert voice_doubt(home, VOICE, "af_heart") == ""
        assert voice_doubt(home, "arqon_tts_kokoro_timeout_ms", 7) == ""
        for wrong in ("af_hear", "af_heart(2)+af_hear(1)"):
            with pytest.raises(UnknownVoice, match=r"no voice 'af_hear'.*near it: .*af_heart"):
                voice_doubt(home, VOICE, wrong)


def test_where_it_does_not_answer_that_is_said(tmp_path: Path) -> None:
    doubt = voice_doubt(home_at(tmp_path, NOWHERE), VOICE, "af_bel")
    assert doubt.startswith("the voice was not checked: the sidecar does not answer (")
