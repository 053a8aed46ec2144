"""Telemetry that this user may only read is read: a backup, a mounted image, another's home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_voice.telemetry.events import Event
from arqon_voice.telemetry.rows import stored
from arqon_voice.telemetry.store import Store

pytestmark = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else"
)

AS_ANOTHER = """
import os, sys
from pathlib import Path
from arqon_voice.telemetry.tail import Tail
path = Path(sys.argv[1])
os.setgroups([]); os.setgid(54321); os.setuid(54321)
tail = Tail(path, last=10)
print([row.message_id for row in tail.read()], tail.fault)
tail.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for above in (tmp_path, *tmp_path.parents[:3]):
        if above.stat().st_uid == 0:
            above.chmod(above.stat().st_mode | 0o011)
    return tmp_path / "shelved" / "telemetry.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = Store(path)
    made.append([stored(Event("stt.tts.latency_ms", 1, "s", "one", "cli", {}))])
    path.parent.chmod(0o755)
    for file in path.parent.iterdir():
        file.chmod(0o644)
    yield made
    made.close()


def read_by_another(path: Path) -> str:
    command = [sys.executable, "-c", AS_ANOTHER, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_nobody_has_open_is_read(path: Path, store: Store) -> None:
    store.close()
    before = sorted(path.parent.iterdir())
    assert read_by_another(path) == "['one']"
    assert sorted(path.parent.iterdir()) == before


def test_what_its_owner_is_writing_is_read_to_the_last_event(path: Path, store: Store) -> None:
    store.append([stored(Event("stt.tts.latency_ms", 2, "s", "two", "cli", {}))])
    assert read_by_another(path) == "['one', 'two']"
