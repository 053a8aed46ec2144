"""Rollback: how fast it is on the disk, how fast another process sees it, what waiting costs."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from arqon_settings.durable import replace_durably
from arqon_settings.maestro.follower import MirrorFollower
from arqon_settings.maestro.mirror import MaestroMirror
from arqon_settings.store import SettingsStore
from arqon_settings.watcher import Watcher

WRITES = 300
SIGHTINGS = 250
IDLE_SECONDS = 5.0
FILE = """\
# A file as people keep it.
[arqon_tts]
arqon_tts_provider = "kokoro"          # who speaks
arqon_tts_kokoro_voice = "af_heart(2)+af_sky(1)"
arqon_tts_kokoro_timeout_ms = 5000

[colours]  # not ours
accent = "teal"
"""


def main() -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(FILE)
        store = SettingsStore(path, environ={})
        first = _rollback(store, 0)
        print(f"first call, imports of the writer included: {first:.1f} ms; folder {folder}\n")
        print(f"{'milliseconds':<44}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'n':>6}")
        _row("read", [_timed(store.read) for _ in range(WRITES)])
        data = path.read_bytes()
        bare, whole = [], []
        for number in range(1, WRITES + 1):  # in turns: what else the machine does, both feel
            bare.append(_timed(lambda: replace_durably(path, data)))
            whole.append(_rollback(store, number))
        _row("the disk's share: replace the same bytes", bare)
        _row("rollback: call to durable file", whole)
        _row("the difference, pair by pair", [b - a for a, b in zip(bare, whole, strict=True)])
        seen, cpu = _in_another_process(path, store, chance)
        _row("rollback: call to seen by another process", seen)
        _row("rollback: call to Maestro's file, on the disk", _mirrored(path, store, chance))
        print(f"\nidle watcher: {cpu * 1000:.1f} ms of CPU in {IDLE_SECONDS:.0f} s")


def _rollback(store: SettingsStore, number: int) -> float:
    provider = "fallback" if number % 2 == 0 else "kokoro"
    return _timed(lambda: store.change({"arqon_tts_provider": provider}, by="bench"))


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _in_another_process(
    path: Path, store: SettingsStore, chance: random.Random
) -> tuple[list[float], float]:
    """Latencies from the call here to the callback there, and the CPU seconds of waiting there."""
    context = get_context("spawn")  # a process that shares nothing but the file
    here, there = context.Pipe()
    other = context.Process(target=_watch, args=(str(path), there), daemon=True)
    other.start()
    cpu: float = here.recv()
    seen = []
    for number in range(SIGHTINGS):
        time.sleep(chance.uniform(0.01, 0.06))  # no fixed phase against the watcher's step
        start = time.monotonic_ns()
        _rollback(store, number + 1)
        seen.append((here.recv() - start) / 1e6)
    here.send("done")
    other.join()
    return seen, cpu


def _mirrored(path: Path, store: SettingsStore, chance: random.Random) -> list[float]:
    """Latencies from the call to Maestro's file, which a follower in this process writes."""
    theirs = path.parent / ".arqon" / "arqon.json"
    theirs.parent.mkdir()
    theirs.write_text(json.dumps({f"key_{n}": "x" * 40 for n in range(100)}, indent=2))
    follower = MirrorFollower(MaestroMirror(path))
    follower.start()
    seen = []
    for number in range(SIGHTINGS):
        time.sleep(chance.uniform(0.01, 0.06))
        provider = "fallback" if number % 2 else "kokoro"
        start = time.perf_counter()
        store.change({"arqon_tts_provider": provider}, by="bench")
        while f'"arqon_tts_provider": "{provider}"' not in theirs.read_text():
            time.sleep(0.001)
        seen.append((time.perf_counter() - start) * 1000)
    follower.close(5.0)
    return seen


def _watch(path: str, there: Connection) -> None:
    store = SettingsStore(Path(path), environ={})
    with Watcher(store, lambda *_: there.send(time.monotonic_ns())) as watcher:
        while watcher.notified is None:
            time.sleep(0.01)
        before = time.process_time()
        time.sleep(IDLE_SECONDS)
        there.send(time.process_time() - before)
        there.recv()


def _row(name: str, values: list[float]) -> None:
    cuts = statistics.quantiles(values, n=100)
    marks = (cuts[49], cuts[94], cuts[98], max(values))
    print(f"{name:<44}" + "".join(f"{mark:8.2f}" for mark in marks) + f"{len(values):6}")


if __name__ == "__main__":
    main()
