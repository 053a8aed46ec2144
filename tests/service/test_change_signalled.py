"""A signal that comes while a command changes a setting: the change is kept and told as any."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from arqon_service.home import Home
from arqon_service.settings_history import read_history
from arqon_settings.store import SettingsStore
from tests.patience import PATIENCE_S
from tests.service.voices import rows

SIGNALLED = """
import os, sys
from arqon_settings.store import SettingsStore
number, change = int(sys.argv.pop(1)), SettingsStore.change
def then_signalled(*arguments, **named):
    done = change(*arguments, **named)
    os.kill(os.getpid(), number)
    return done
SettingsStore.change = then_signalled
from arqon_tui.cli.main import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_was_written_is_kept_and_told(home: Home, number: signal.Signals) -> None:
    SettingsStore(home.settings, environ={}).change({"arqon_tts_provider": "kokoro"}, by="test")
    done = subprocess.run(
        [sys.executable, "-c", SIGNALLED, str(int(number)), "rollback", "--reason", "hiss"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (128 + number, "")
    assert SettingsStore(home.settings, environ={}).read().settings.arqon_tts_provider == "fallback"
    kept = [(entry.key, entry.way, entry.reason) for entry in read_history(home.history, 10)]
    assert kept == [("arqon_tts_provider", "command", "hiss")]
    assert [row.parsed()["reason"] for row in rows(home, ".rollback")] == ["hiss"]
