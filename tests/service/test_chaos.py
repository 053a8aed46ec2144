"""Two panels and a service at once, at random, with kill -9: what must hold, holds afterwards.

`ARQON_CHAOS_SECONDS` says for how long (default 60), `ARQON_CHAOS_SEED` repeats a run's choices.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
import tomllib
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest

from arqon_service.home import Home
from arqon_voice.telemetry.events import ENDINGS
from tests.audio import NullSink
from tests.patience import PATIENCE_S
from tests.service.voices import ARQON_TTS, eventually, rows

SECONDS = float(os.environ.get("ARQON_CHAOS_SECONDS", "60"))
SEED = int(os.environ.get("ARQON_CHAOS_SEED", "0")) or random.randrange(1, 1 << 32)
WRITTEN_S = 3.0
"""Twelve times as long as the contract gives an event to be seen by others."""
FOREIGN = '# mine: keep\nother = "theirs"\n\n[arqon_tts]\narqon_tts_provider = "fallback"\n'


class Actor:
    """A panel without a screen; see `tests.service.actor`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.service.actor"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.told: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait(lambda: self.told)

    def do(self, line: str) -> bool:
        """Do it; whether it was acknowledged."""
        assert self.process.stdin is not None
        before = self._count()
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self._wait(lambda: self._count() > before)
        return self.told_of("done")[-1:] != [] and self.told_of("done")[-1]["line"] == line

    def told_of(self, event: str) -> list[dict[str, Any]]:
        return [told for told in self.told if told["event"] == event]

    def settled(self) -> bool:
        return len(self.told_of("asked")) == len(self.told_of("ended"))

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(PATIENCE_S) == 0, self.told[-5:]

    def kill(self) -> None:
        self.process.kill()
        self._reader.join()
        with self.process:
            pass  # its pipes are closed, and it is waited for

    def _count(self) -> int:
        return len(self.told_of("done")) + len(self.told_of("failed"))

    def _wait(self, come: Any) -> None:
        with self._news:
            assert self._news.wait_for(come, PATIENCE_S), self.told[-5:]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.told.append({**json.loads(line), "at": time.monotonic()})
                self._news.notify_all()


def serve() -> subprocess.Popen[bytes]:
    return subprocess.Popen([ARQON_TTS, "serve", "--bus", ""], stderr=subprocess.DEVNULL)


class Play:
    """The random part: who does what, and what of it was acknowledged."""

    def __init__(self, home: Home) -> None:
        self.chance = random.Random(SEED)
        self.actors, self.dead, self.service = [Actor(), Actor()], list[Actor](), serve()
        self.written: dict[str, Any] = {"arqon_tts_provider": "fallback"}
        self.kills: list[float] = []
        self.deeds = (self.say, self.stop, self.set, self.switch, self.kill, self.kill_service)

    def step(self) -> None:
        self.number = self.chance.randrange(2)
        self.chance.choices(self.deeds, (6, 3, 3, 3, 1, 1))[0]()

    def say(self) -> None:
        self.actors[self.number].do("say " + "word " * self.chance.randint(1, 12))

    def stop(self) -> None:
        self.actors[self.number].do("stop")

    def set(self) -> None:
        value = self.chance.randint(100, 9_999)
        if self.actors[self.number].do(f"set {value}"):
            self.written["arqon_tts_kokoro_timeout_ms"] = value

    def switch(self) -> None:
        word, provider = self.chance.choice([("rollback", "fallback"), ("restore", "kokoro")])
        if self.actors[self.number].do(word):
            self.written["arqon_tts_provider"] = provider

    def kill(self) -> None:
        self.kills.append(time.monotonic())
        self.actors[self.number].kill()
        self.dead.append(self.actors[self.number])
        self.actors[self.number] = Actor()

    def kill_service(self) -> None:
        self.kills.append(time.monotonic())
        self.service.kill()
        self.service.wait()
        self.service = serve()

    def written_out(self) -> list[str]:
        """What ended in order, and not about the time of a kill.

        Events of the last moment before one die with the process, and on a busy machine its last
        words are read here a while after it.
        """
        return [
            told["id"]
            for actor in (*self.actors, *self.dead)
            for told in actor.told_of("ended")
            if told["ending"] and not told["words"].startswith("lost")
            if not any(abs(kill - told["at"]) < WRITTEN_S for kill in self.kills)
        ]

    def close(self) -> None:
        for actor in self.actors:
            actor.kill()
        self.service.terminate()
        self.service.wait(PATIENCE_S)


@pytest.mark.audio
@pytest.mark.timeout(SECONDS + 600)
def test_what_must_hold_holds_whatever_happens(home: Home, null_sink: NullSink) -> None:
    home.settings.write_text(FOREIGN)
    play = Play(home)
    until = time.monotonic() + SECONDS
    try:
        while time.monotonic() < until:
            play.step()
        for actor in play.actors:
            actor.do("stop")
        settled = [actor.settled for actor in play.actors]
        eventually(lambda: all(each() for each in settled), f"all endings ({SEED})")
        eventually(lambda: not unwritten(home, play), f"all endings on the disk ({SEED})")
        for actor in play.actors:
            actor.end()
    finally:
        play.close()

    text = home.settings.read_text()
    assert text.startswith('# mine: keep\nother = "theirs"\n'), SEED
    assert play.written.items() <= tomllib.loads(text)["arqon_tts"].items(), SEED
    for path in (home.telemetry, home.replay):
        assert integrity(path) == "ok", SEED
    endings = Counter(row.message_id for row in rows(home) if row.name in ENDINGS)
    begun = Counter(row.message_id for row in rows(home, "playback_started"))
    assert set(endings.values()) | set(begun.values()) <= {1}, (SEED, endings, begun)
    assert not unwritten(home, play), SEED
    survivors = [p for p in psutil.process_iter(["environ"]) if _is_ours(p, home)]
    assert not psutil.wait_procs(survivors, PATIENCE_S)[1], SEED


def unwritten(home: Home, play: Play) -> set[str]:
    """What ended and was not told."""
    told = {row.message_id for row in rows(home) if row.name in ENDINGS}
    return set(play.written_out()) - told


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        found: str = database.execute("PRAGMA integrity_check").fetchone()[0]
        return found


def _is_ours(process: psutil.Process, home: Home) -> bool:
    environ = process.info["environ"] or {}
    mine = environ.get("ARQON_TTS_HOME") == str(home.state.parent)
    return mine and process.pid != os.getpid()
