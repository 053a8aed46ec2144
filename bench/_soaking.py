"""What the soaks share: a plane whose sound takes no time, and what must not grow."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

import psutil

from arqon_gate.doubles.instant_player import InstantPlayer
from arqon_service.assembly import open_providers
from arqon_settings.store import SettingsStore
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS, Source

REQUESTS, WARM = 10_000, 1_000
PATIENCE_S = 60.0

Held = tuple[int, int, int]
"""Bytes of memory, descriptors and threads of this process."""


def begun_plane(folder: Path, source: Source) -> VoicePlane:
    """A plane in `folder` whose Kokoro is not there, and whose sound takes no time."""
    store = SettingsStore(folder / "settings.toml", environ={})
    store.change({"arqon_tts_kokoro_url": "http://127.0.0.1:9"}, by="bench")
    plane = VoicePlane(
        source=source,
        store=store,
        telemetry=Telemetry(folder / "telemetry.db", source=source),
        guard=ReplayGuard(folder / "replay.db"),
        player=InstantPlayer(),
        providers=open_providers,
    )
    plane.start()
    plane.warm()
    return plane


def held() -> Held:
    """What this process holds now."""
    process = psutil.Process()
    return process.memory_info().rss, process.num_fds(), threading.active_count()


def holds(folder: Path, asked: Counter[str], before: Held, after: Held) -> bool:
    """Print what came of `asked`, and what has grown; whether the goals are met."""
    ended = _endings(folder / "telemetry.db")
    wrong = sum(ended[message_id] != times for message_id, times in asked.items())
    grown_mb = (after[0] - before[0]) / 1e6
    print(f"without their one final event        {wrong:>8}  goal 0")
    print(f"memory grown, MB                     {grown_mb:>8.1f}  goal 20")
    print(f"descriptors, threads: before, after  {before[1:]}, {after[1:]}")
    return not (wrong or grown_mb > 20 or after[1] > before[1] + 2)


def _endings(path: Path) -> Counter[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT message_id, name FROM event").fetchall()
    return Counter(message_id for message_id, name in rows if name in ENDINGS)
