"""State and runtime folders where there can be no lock, no record or no socket.

The voice of a program then works, for that program alone, and says so; a service, whose work is
to serve others, says so and does not start.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.home import Home
from arqon_service.lock import SpeechLock
from arqon_service.shared import open_voice
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import LATENCY_MS
from tests.patience import PATIENCE_S
from tests.service.voices import eventually

pytestmark = pytest.mark.audio

A_MOMENT = PcmChunk(b"\x10\x20" * 1600, 16_000)

WITHOUT = {
    "locks": ("fcntl", "flock"),
    "records": ("os", "pwrite"),
    "sockets": ("asyncio", "start_unix_server"),
}
"""What a file system may be without, and the call that then fails."""

CHILD = """
import importlib, sys
module, name, number = sys.argv.pop(1), sys.argv.pop(1), int(sys.argv.pop(1))
def refuse(*arguments, **options): raise OSError(number, "refused by the file system")
setattr(importlib.import_module(module), name, refuse)
from arqon_tui.cli.main import main
main()
"""

CASES = [
    ("locks", errno.EOPNOTSUPP),
    ("locks", errno.ENOLCK),
    ("records", errno.ENOSPC),
    ("sockets", errno.EPERM),
]


def without(what: str, number: int, *words: str) -> tuple[int, str, str]:
    """Run `arqon-tts` with those words on a file system without that."""
    module, name = WITHOUT[what]
    command = [sys.executable, "-c", CHILD, module, name, str(number), *words]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("what", "number"), CASES)
def test_a_voice_that_cannot_be_shared_speaks_and_says_so(
    home: Home, null_sink: NullSink, monkeypatch: pytest.MonkeyPatch, what: str, number: int
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    def told() -> bool:
        status = panel.status()
        return status is not None and any(_is_told(fault) for fault in status.faults)

    with monkeypatch.context() as patch:
        module, name = WITHOUT[what]
        patch.setattr(sys.modules[module], name, refuse)
        panel = open_voice(home, "panel", follow=True)
        try:
            eventually(told, "the panel to say that its voice is not shared")
            for _ in range(2):
                outcome = panel.say("", audio=A_MOMENT).outcome.result(PATIENCE_S)
                assert outcome.ending == LATENCY_MS
            panel.stop()
        finally:
            panel.close()
    lock = SpeechLock(home)
    assert lock.take("say"), "it was left locked"
    lock.release()


@pytest.mark.parametrize(("what", "number"), CASES[1:4])
def test_commands_speak_there_and_a_service_does_not_start(
    home: Home, null_sink: NullSink, what: str, number: int
) -> None:
    code, out, err = without(what, number, "serve", "--bus", "")
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert str(home.state.parent) in err
    code, _, err = without(what, number, "say", "Good morning.")
    assert code == 0
    assert _is_told(err)
    assert "Traceback" not in err


def _is_told(words: str) -> bool:
    return "not shared with other programs" in words or "No other program can use" in words
