"""The service and its manager: what systemd is told, and the unit that starts it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.channel.messages import Say, line_of, read_client
from arqon_service.home import Home
from tests.patience import PATIENCE_S
from tests.service.voices import ARQON_TTS, ended, holding, running

UNIT = Path(__file__).parents[2] / "service/systemd/arqon-tts.service"


@pytest.mark.audio
def test_the_service_manager_is_told_of_the_beginning_and_the_end(
    home: Home, null_sink: NullSink, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE_S)
        with running("serve", "--bus", "", NOTIFY_SOCKET=str(tmp_path / "notify")) as serving:
            assert manager.recv(4096).startswith(b"READY=1\n")
            serving.terminate()
            assert manager.recv(4096).startswith(b"STOPPING=1\n")
            assert ended(serving)[0] == 0


@pytest.mark.audio
def test_a_service_holds_the_voice_though_nothing_can_be_written_to_its_outputs(
    home: Home, null_sink: NullSink
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    command = [str(ARQON_TTS), "serve", "--bus", ""]
    with subprocess.Popen(command, stdout=full, stderr=full) as serving:
        try:
            holding(home, "serve")
            serving.terminate()
            assert serving.wait(PATIENCE_S) == 0
        finally:
            serving.kill()
            os.close(full)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_the_unit_is_one(tmp_path: Path) -> None:
    text = UNIT.read_text().replace("/opt/arqon-tts/.venv/bin/arqon-tts", "/bin/true")
    (tmp_path / UNIT.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "--user", "--man=no", "verify", f"./{UNIT.name}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "LC_ALL": "C"},
    )
    assert UNIT.name not in done.stderr, done.stderr


def test_an_address_that_no_bus_can_have_is_told(home: Home) -> None:
    with running("serve", "--bus", "http://127.0.0.1:9100") as serving:
        code, out, err = ended(serving)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_line_is_a_message_or_an_error(line: bytes) -> None:
    try:
        message = read_client(line)
    except ValueError:
        return
    assert read_client(line_of(message)) == message


@given(text=st.text(), pcm=st.none() | st.binary(max_size=64), warning=st.booleans())
def test_what_is_asked_arrives_as_it_was(text: str, pcm: bytes | None, warning: bool) -> None:
    said = Say(ask=1, message_id="m", text=text, pcm=pcm, sample_rate=16_000, warning=warning)
    line = line_of(said)
    assert line.count(b"\n") == 1
    assert read_client(line) == said
