"""Commands that read what to say, or an answer, from standard input."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from tests.e2e.conftest import ARQON_TTS, Run
from tests.patience import PATIENCE_S


@pytest.fixture(autouse=True)
def _not_ignored() -> Iterator[None]:
    """A shell that starts a job behind its back has it ignore SIGINT, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _unread(pipe: int) -> int:
    """Bytes in a pipe that nobody has read yet."""
    count: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]
    return count


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("words", [("say", "-"), ("audition", "--text", "-")])
def test_a_signal_ends_a_command_that_waits_for_its_text(
    home: Path, words: tuple[str, ...], number: signal.Signals
) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen([ARQON_TTS, *words], stdin=reading, stderr=subprocess.PIPE) as process:
        try:
            os.write(writing, b"One moment, ")
            until = time.monotonic() + PATIENCE_S
            while _unread(reading) and time.monotonic() < until:
                time.sleep(0.01)  # a pipe tells nobody that it was read
            process.send_signal(number)
            _, told = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()
            os.close(reading)
            os.close(writing)
    assert process.returncode in (130, -number)
    assert b"Traceback" not in told


def test_bytes_that_are_no_text_are_spoken_as_far_as_they_go(home: Path) -> None:
    for words in (("say", "-", "--out", "said.wav"), ("audition", "--text", "-")):
        told = subprocess.run(
            [ARQON_TTS, *words],
            input=b"caf\xe9 is open",
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
            cwd=home,
            env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        )
        assert b"Traceback" not in told.stderr
        assert told.returncode in (0, 6)
    assert (home / "said.wav").exists()


@pytest.mark.audio
def test_ctrl_c_ends_a_blind_audition_that_asks_which_is_better(
    home: Path, null_sink: NullSink
) -> None:
    with SidecarServer("measured") as server:
        store = SettingsStore(Home.under(home).settings)
        store.change({"arqon_tts_kokoro_url": server.url}, by="test")
        words = ["audition", "--ab", "af_bella", "am_adam", "--blind", "--text", "One."]
        pipe = subprocess.PIPE
        with subprocess.Popen([ARQON_TTS, *words], stdin=pipe, stderr=pipe) as process:
            try:
                assert process.stderr is not None
                told = b""
                while not told.endswith(b"1 or 2? "):
                    told += (more := os.read(process.stderr.fileno(), 4096))
                    assert more, told
                process.send_signal(signal.SIGINT)
                assert process.wait(PATIENCE_S) == 130
            finally:
                process.kill()


def test_nobody_is_asked_which_voice_is_better_where_none_was_heard(run: Run, home: Path) -> None:
    with SidecarServer("failed") as server:
        store = SettingsStore(Home.under(home).settings)
        store.change({"arqon_tts_kokoro_url": server.url}, by="test")
        told = run("audition", "--ab", "af_bella", "am_adam", "--blind", stdin="1\n")
    assert told.returncode == 6
    assert "which is better" not in told.stderr
    assert "http_500" in told.stderr
