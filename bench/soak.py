"""Ten thousand requests through one plane: one final event each, and nothing that grows.

All is real but the time that sound takes: what a device would play is heard at once. A fifth of the
requests asks a sidecar that is not there; some are stopped, cut off, warned before or asked twice.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import psutil

from arqon_service.assembly import open_providers
from arqon_settings.store import SettingsStore
from arqon_voice.playback.port import Ended, Playhead
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS

REQUESTS = 10_000
WARM = 1_000
AT_ONCE = 20
AUDIO = PcmChunk(b"\x10\x00" * 16_000, 16_000)


class _Heard:
    """A playback that takes no time."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._started: asyncio.Future[bool] = loop.create_future()
        self._ended: asyncio.Future[Ended] = loop.create_future()
        self._ms = 0.0

    @property
    def playhead(self) -> Playhead:
        return Playhead(round(self._ms))

    async def write(self, chunk: PcmChunk) -> None:
        self._ms += chunk.seconds * 1000
        if not self._started.done():
            self._started.set_result(True)
        await asyncio.sleep(0)

    def finish(self) -> None:
        self._end(Ended("completed", round(self._ms)))

    def stop(self) -> None:
        self._end(Ended("stopped", round(self._ms)))

    async def started(self) -> bool:
        return await asyncio.shield(self._started)

    async def ended(self) -> Ended:
        return await asyncio.shield(self._ended)

    def _end(self, ended: Ended) -> None:
        if not self._ended.done():
            self._ended.set_result(ended)
        if not self._started.done():
            self._started.set_result(False)


class _Player:
    sink = "nothing"

    def warm(self) -> None:
        pass

    def open(self) -> _Heard:
        return _Heard()

    def close(self) -> None:
        pass


def main() -> int:
    """Print the table; the status says whether all of it held."""
    with tempfile.TemporaryDirectory() as folder:
        return _soak(Path(folder))


def _soak(folder: Path) -> int:
    store = SettingsStore(folder / "settings.toml", environ={})
    store.change({"arqon_tts_kokoro_url": "http://127.0.0.1:9"}, by="bench")
    plane = VoicePlane(
        source="cli",
        store=store,
        telemetry=Telemetry(folder / "telemetry.db", source="cli"),
        guard=ReplayGuard(folder / "replay.db"),
        player=_Player(),
        providers=open_providers,
    )
    plane.start()
    plane.warm()
    draw = random.Random(11)
    begun = time.monotonic()
    asked = _ask(plane, draw, WARM)
    process = psutil.Process()
    before = process.memory_info().rss, process.num_fds(), threading.active_count()
    asked |= _ask(plane, draw, REQUESTS - WARM)
    after = process.memory_info().rss, process.num_fds(), threading.active_count()
    took = time.monotonic() - begun
    plane.close(30)
    endings = _endings(folder / "telemetry.db")
    wrong = sum(endings[message_id] != times for message_id, times in asked.items())
    grown_mb = (after[0] - before[0]) / 1e6
    print(f"requests                             {sum(asked.values()):>8}  in {took:.0f} s")
    print(f"without their one final event        {wrong:>8}  goal 0")
    print(f"memory grown, MB                     {grown_mb:>8.1f}  goal 20")
    print(f"descriptors, threads: before         {before[1:]}")
    print(f"descriptors, threads: after          {after[1:]}")
    return int(wrong > 0 or grown_mb > 20 or after[1] > before[1] + 2)


def _ask(plane: VoicePlane, draw: random.Random, number: int) -> Counter[str]:
    asked: Counter[str] = Counter()
    tickets: list[Ticket] = []
    for _ in range(number):
        again = draw.random() < 0.05 and asked
        ticket = plane.say(
            "Hello.",
            audio=AUDIO,
            provider="kokoro" if draw.random() < 0.2 else "fallback",
            now=draw.random() < 0.02,
            warning=draw.random() < 0.1,
            message_id=draw.choice(list(asked)) if again else None,
        )
        asked[ticket.message_id] += 1
        tickets.append(ticket)
        if draw.random() < 0.02:
            plane.stop()
        if len(tickets) >= AT_ONCE:
            for each in tickets:
                each.outcome.result(60)
            tickets.clear()
    for each in tickets:
        each.outcome.result(60)
    return asked


def _endings(path: Path) -> Counter[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT message_id, name FROM event").fetchall()
    return Counter(message_id for message_id, name in rows if name in ENDINGS)


if __name__ == "__main__":
    sys.exit(main())
