"""Processes that are stopped as ctrl-z does it, and go on."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading

import psutil
import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.channel.messages import Welcome, line_of
from arqon_service.home import Home
from arqon_service.shared import open_voice
from arqon_settings.store import SettingsStore
from arqon_voice.process import ProcessOwner
from tests.patience import PATIENCE_S
from tests.service.voices import ended, eventually, families, halt, holding, rows, running

pytestmark = pytest.mark.audio

TIMEOUT_MS = 2_000
"""What the double takes on a busy machine is far less."""


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


def test_a_panel_says_that_the_service_hangs_and_when_it_goes_on(
    home: Home, null_sink: NullSink
) -> None:
    with running("serve", "--bus", "") as serving:
        holding(home, "serve")
        panel = open_voice(home, "panel", follow=True)
        try:
            eventually(panel.status, "the panel as a client")
            panel.stop("asked while all is well")
            halt(serving)
            panel.stop("asked while it hangs")
            eventually(lambda: f"end it (kill -9 {serving.pid})" in panel.fault, "the words")
            serving.send_signal(signal.SIGCONT)
            eventually(lambda: not panel.fault, "the words to be taken back")
            halt(serving)
            said = panel.say("Lost.")
            eventually(lambda: "does not answer" in panel.fault, "the words")
            serving.kill()
            assert "lost" in said.outcome.result(PATIENCE_S).words
            eventually(lambda: panel.local and not panel.fault, "the panel to take the voice over")
        finally:
            panel.close()


@pytest.mark.parametrize("lies", ["file", "folder", "dangling link"])
def test_what_lies_in_the_place_of_the_socket_is_named(home: Home, lies: str) -> None:
    home.make()
    record = {"process": str(ProcessOwner.of(os.getpid())), "program": "serve", "since_ms": 1}
    home.lock.write_text(json.dumps({**record, "socket": str(home.socket)}))
    match lies:
        case "file":
            home.socket.write_text("not a socket")
        case "folder":
            home.socket.mkdir()
        case _:
            home.socket.symlink_to(home.socket.with_name("nothing"))
    with running("stop") as asking:
        code, out, err = ended(asking)
    assert (code, out) == (1, "")
    assert f"{home.socket}: move it away, and try again" in err
    assert "kill" not in err


def test_a_holder_that_welcomes_and_then_hangs_is_named(home: Home) -> None:
    home.make()
    record = {"process": str(ProcessOwner.of(os.getpid())), "program": "serve", "since_ms": 1}
    home.lock.write_text(json.dumps({**record, "socket": str(home.socket)}))
    with socket.socket(socket.AF_UNIX) as holder:
        holder.bind(str(home.socket))
        holder.listen()
        for command in ("stop", "queue"):
            with running(command) as asking:
                connection, _ = holder.accept()
                with connection:
                    connection.sendall(line_of(Welcome()))
                    code, out, err = ended(asking)
            assert (code, out) == (1, "")
            assert f"(kill -9 {os.getpid()}), and try again" in err
