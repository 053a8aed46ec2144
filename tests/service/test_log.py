"""The programs' own log: what dies says so, and no word that was spoken gets in."""

from __future__ import annotations

import fcntl
import json
import logging
import subprocess
import sys
from queue import SimpleQueue

import pytest

from arqon_service import log
from arqon_service.home import Home
from arqon_service.log import log_files
from tests.service.voices import ended, running

DYING = """
import asyncio, logging, sys, threading
from arqon_service.home import Home
from arqon_service.log import deaths, start_log
start_log(Home.of_user(), "panel")
logging.warning("%d lines", "x")
def speak(): raise ValueError("the secret text")
speaker = threading.Thread(target=speak, name="speaker")
speaker.start()
speaker.join()
async def task(): raise OSError(28, "No space left", "x.wav")
async def main():
    asyncio.get_running_loop().create_task(task())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    import gc; gc.collect()
asyncio.run(main())
while len(deaths()) < 2: pass
print(deaths())
"""


def test_what_dies_says_so_without_what_was_spoken(home: Home) -> None:
    done = subprocess.run([sys.executable, "-c", DYING], capture_output=True, text=True, check=True)
    assert "Thread speaker ended by a fault (ValueError)" in done.stdout
    with running("logs", "--json") as asking:
        lines = [json.loads(line) for line in ended(asking)[1].splitlines()]
    assert [line["error"].partition(":")[0] for line in lines] == ["ValueError", "OSError"]
    assert lines[0]["where"][-1].endswith("speak")
    assert "secret" not in json.dumps(lines) + done.stdout
    with running("logs", "-n", "1") as asking:
        assert "No space left" in ended(asking)[1]


def test_a_log_that_another_holds_does_not_keep_a_program_from_its_end(home: Home) -> None:
    home.logs.mkdir(parents=True)
    with (home.logs / "arqon-tts.jsonl").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        subprocess.run([sys.executable, "-c", DYING], capture_output=True, check=True)
    assert (home.logs / "arqon-tts.jsonl").read_text() == ""


def test_the_log_is_bounded(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LOG_BYTES", 2_000)
    lines: SimpleQueue[logging.LogRecord | None] = SimpleQueue()
    for _ in range(100):
        lines.put(logging.LogRecord("test", logging.ERROR, "", 0, "x" * 50, None, None))
    lines.put(None)
    log._write(lines, home.logs / "arqon-tts.jsonl", "test")
    sizes = [path.stat().st_size for path in log_files(home)]
    assert len(sizes) == 2
    assert max(sizes) <= 2_200
    assert home.logs.stat().st_mode & 0o777 == 0o700


def test_a_log_with_lines_of_others_is_shown(home: Home) -> None:
    home.make()
    (home.logs / "arqon-tts.jsonl").write_bytes(b"\xff not json\n[]\n{}\n\n")
    with running("logs") as asking:
        code, out, err = ended(asking)
    assert (code, err) == (0, "")
    assert "not json" in out
