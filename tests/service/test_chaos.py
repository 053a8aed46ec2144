"""Two panels and a service at once, at random, with kill -9: what must hold, holds afterwards.

`ARQON_CHAOS_SECONDS` says for how long (default 30), `ARQON_CHAOS_SEED` repeats a run's choices.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
import tomllib
from collections import Counter
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.home import Home
from arqon_voice.telemetry.events import ENDINGS
from tests.patience import PATIENCE_S
from tests.service.chaos import Play
from tests.service.voices import eventually, rows

SECONDS = float(os.environ.get("ARQON_CHAOS_SECONDS", "30"))
SEED = int(os.environ.get("ARQON_CHAOS_SEED", "0")) or random.randrange(1, 1 << 32)
FOREIGN = '# mine: keep\nother = "theirs"\n\n[arqon_tts]\narqon_tts_provider = "fallback"\n'


@pytest.mark.audio
@pytest.mark.timeout(SECONDS + 600)
def test_what_must_hold_holds_whatever_happens(
    home: Home, null_sink: NullSink, tmp_path: Path
) -> None:
    home.settings.write_text(FOREIGN)
    play = Play(home, SEED, tmp_path)
    try:
        judge(play)
    except BaseException as error:
        doubtful = play.unsettled() | play.unwritten() | more_than_once(home)
        error.add_note(play.report(doubtful))
        raise
    finally:
        play.close()
    survivors = [p for p in psutil.process_iter(["environ"]) if _is_ours(p, home)]
    assert not psutil.wait_procs(survivors, PATIENCE_S)[1], f"seed {SEED}: {survivors}"


def judge(play: Play) -> None:
    play.begin()
    home, until = play.home, time.monotonic() + SECONDS
    while time.monotonic() < until:
        play.step()
    for actor in play.actors:
        actor.do("stop")
    eventually(lambda: not play.unsettled(), "all that was asked to end")
    eventually(lambda: not play.unwritten(), "all endings to be on the disk")
    for actor in play.actors:
        actor.end()

    text = home.settings.read_text()
    assert text.startswith('# mine: keep\nother = "theirs"\n')
    assert play.written.items() <= tomllib.loads(text)["arqon_tts"].items()
    for path in (home.telemetry, home.replay):
        assert integrity(path) == "ok"
    assert rows(home), "the telemetry could not be read"
    assert not more_than_once(home)
    assert not play.unwritten()


def more_than_once(home: Home) -> set[str]:
    """What has ended twice, or was heard twice."""
    found = rows(home)
    endings = Counter(row.message_id for row in found if row.name in ENDINGS)
    begun = Counter(row.message_id for row in found if row.name.endswith("playback_started"))
    return {name for counted in (endings, begun) for name, times in counted.items() if times > 1}


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        found: str = database.execute("PRAGMA integrity_check").fetchone()[0]
        return found


def _is_ours(process: psutil.Process, home: Home) -> bool:
    environ = process.info["environ"] or {}
    mine = environ.get("ARQON_TTS_HOME") == str(home.state.parent)
    return mine and process.pid != os.getpid()
