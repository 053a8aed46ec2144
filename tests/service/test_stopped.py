"""Processes that are stopped as ctrl-z does it, and go on."""

from __future__ import annotations

import json
import signal
import threading

import psutil
import pytest

from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from tests.audio import NullSink
from tests.service.voices import ended, eventually, families, rows, running
from tests.sidecar_server import SidecarServer

pytestmark = pytest.mark.audio

TIMEOUT_MS = 700


def test_a_command_that_was_stopped_while_kokoro_streams_hears_the_rest_of_it(
    home: Home, null_sink: NullSink
) -> None:
    with SidecarServer("tone") as sidecar:
        sidecar.behave("tone", gap_s=0.1)
        SettingsStore(home.settings, environ={}).change(
            {
                "arqon_tts_provider": "kokoro",
                "arqon_tts_kokoro_url": sidecar.url,
                "arqon_tts_kokoro_timeout_ms": TIMEOUT_MS,
            },
            by="test",
        )
        with running("say", "word " * 10, "--json") as saying:
            eventually(lambda: rows(home, "playback_started"), "sound")
            command = psutil.Process(saying.pid)
            for process in (command, *families(command)):
                process.send_signal(signal.SIGSTOP)
            threading.Event().wait(2 * TIMEOUT_MS / 1000)
            for process in (command, *families(command)):
                process.send_signal(signal.SIGCONT)
            code, out, err = ended(saying)
    assert (code, err) == (0, "")
    assert json.loads(out)["provider"] == "kokoro"
    assert not rows(home, "kokoro.failure")
