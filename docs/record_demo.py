"""Records the telemetry that `arqon-tts --demo` shows: `python -m docs.record_demo`.

The service, the commands and the sidecar are the real ones, with the test model and a silent
sound device: what is recorded is a morning of theirs with a sidecar that hangs, a rollback, and
fallback switched off. No event holds what was spoken.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arqon_gate.doubles.null_sink import NullSink

ROOT = Path(__file__).parent.parent
SESSION = ROOT / "tui" / "arqon_tui" / "demo" / "session.jsonl"
ARQON_TTS = Path(sys.executable).with_name("arqon-tts")
SIDECAR = ROOT / ".venv-sidecar"
READY_S = 120.0
TEXTS = (
    "Good morning. It is eight o'clock.",
    "You have three appointments today.",
    "The first one begins at half past nine, in the small room on the second floor.",
    "Two messages came in during the night.",
    "It will rain until noon. After that the sun comes out, and it stays dry until the evening.",
    "The train at ten past seven is late by twelve minutes.",
)


def main() -> None:
    """Record the session, and put it where the package ships it."""
    sink = NullSink()
    with tempfile.TemporaryDirectory(prefix="home-") as home:
        os.environ.update(sink.environment(), ARQON_TTS_HOME=home, LOGNAME="ada")
        with _sidecar() as (sidecar, url), _service():
            _session(sidecar, url)
        SESSION.parent.mkdir(exist_ok=True)
        SESSION.unlink(missing_ok=True)
        _run("telemetry", "export", "--out", str(SESSION))
    sink.close()


def _session(sidecar: subprocess.Popen[bytes], url: str) -> None:
    _set("url", url)
    _set("timeout_ms", "3000")
    _run("restore")
    _wait_until_ready()
    _say(*TEXTS)
    _set("voice", "bf_emma")
    _say(*TEXTS[:3])
    _run("settings", "undo")
    _say("--warning", TEXTS[5])
    sidecar.send_signal(signal.SIGSTOP)  # it takes requests, and answers none
    _say(*TEXTS[:2])
    _set("fallback_enabled", "false")
    _say(TEXTS[2])
    _set("fallback_enabled", "true")
    _run("rollback")
    _say(*TEXTS[3:])
    sidecar.send_signal(signal.SIGCONT)
    _wait_until_ready()
    _run("restore")
    _say(*TEXTS)


def _set(name: str, value: str) -> None:
    if code := _run("settings", "set", f"arqon_tts_kokoro_{name}", value):
        sys.exit(code)


def _say(*words: str) -> None:
    options = [word for word in words if word.startswith("--")]
    for text in words[len(options) :]:
        _run("say", *options, text)


def _run(*words: str) -> int:
    return subprocess.run([ARQON_TTS, *words], stdin=subprocess.DEVNULL, check=False).returncode


def _wait_until_ready() -> None:
    end = time.monotonic() + READY_S
    while _run("status"):
        if time.monotonic() > end:
            sys.exit("The sidecar did not become ready.")
        time.sleep(1.0)


@contextmanager
def _service() -> Iterator[None]:
    with subprocess.Popen([ARQON_TTS, "serve", "--bus", ""]) as service:
        yield
        service.terminate()


@contextmanager
def _sidecar() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ("serve", "--model", SIDECAR / "toy-model", "--host", "127.0.0.1", "--port", str(port))
    with subprocess.Popen([SIDECAR / "bin" / "arqon-sidecar", *words]) as sidecar:
        yield sidecar, f"http://127.0.0.1:{port}"
        sidecar.terminate()


if __name__ == "__main__":
    main()
