"""A telemetry store as a busy month leaves it: utterances with their chunks, and health between."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from arqon_voice.telemetry import events
from arqon_voice.telemetry.rows import Stored
from arqon_voice.telemetry.store import Store

__all__ = ["NEEDLE", "fill", "utterances"]

NEEDLE = "needle-in-the-oldest-event"
_CHUNKS = 20
_BATCH = 5_000


def fill(path: Path, count: int, until_ms: int) -> None:
    """Store `count` events, the last at `until_ms`; the first one holds NEEDLE."""
    coming = islice(utterances(until_ms - count * 50, random.Random(5)), count)
    with closing(Store(path, busy_s=5)) as store:
        while batch := [*islice(coming, _BATCH)]:
            store.append(batch)


def utterances(begin_ms: int, chance: random.Random) -> Iterator[Stored]:
    """Events without end, 50 ms apart: three of a hundred utterances fail."""
    now, number = begin_ms, 0
    while True:
        message = f"{chance.getrandbits(64):016x}"
        for name, data in _utterance(number, chance.random()):
            yield now, name, f"session-{number // 500}", message, "service", json.dumps(data)
            now += 50
        number += 1


def _utterance(number: int, chance: float) -> Iterator[tuple[str, dict[str, object]]]:
    note = NEEDLE if not number else "af_heart"
    yield events.PROVIDER_SELECTED, {"provider": "kokoro"}
    yield events.KOKORO_STARTED, {"voice": note, "url": "http://127.0.0.1:7781"}
    if chance < 0.03:
        reason = "timeout" if chance < 0.02 else "status 500"
        yield events.KOKORO_FAILURE, {"reason": reason, "detail": "no audio came in 5 s"}
        yield events.FALLBACK_USED, {"kokoro_error": reason, "fallback_provider": "espeak"}
        yield events.LATENCY_MS, {"provider": "espeak", "latency_ms": 900, "first_audio_ms": 90}
    else:
        yield events.STREAM_STARTED, {"url": "http://127.0.0.1:7781/synthesize_stream"}
        for seq in range(_CHUNKS):
            yield events.STREAM_CHUNK, {"bytes": 4_800, "seq": seq}
        yield events.STREAM_COMPLETED, {"chunks": _CHUNKS, "bytes": 4_800 * _CHUNKS}
        yield events.KOKORO_SUCCESS, {"latency_ms": 2_000 + round(1_000 * chance)}
        took = {"latency_ms": 2_000 + round(1_000 * chance), "first_audio_ms": round(400 * chance)}
        yield events.LATENCY_MS, {"provider": "kokoro", **took}
    for _ in range(8):
        yield events.SIDECAR_HEALTH, {"ready": True, "phase": "ready", "rtt_ms": 3.1}
