"""How long requests took in a window of time."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_voice.playback.port import FILE_SINK
from arqon_voice.sqlite.faults import named_fault
from arqon_voice.sqlite.file import open_reader
from arqon_voice.telemetry.events import LATENCY_MS
from arqon_voice.telemetry.store import SCHEMA

__all__ = [
    "BUSY_S",
    "IN_WINDOW",
    "OF_NAME",
    "Percentiles",
    "ProviderTimes",
    "Window",
    "provider_times",
    "times_of",
]

BUSY_S: Final = 1.0
"""How long a figure waits for other processes."""

Window = dict[str, object]
"""`since` and `until`, in epoch milliseconds: what the queries below take."""

IN_WINDOW: Final = "ts_ms >= :since AND ts_ms < :until"
OF_NAME: Final = f"""
WITH asked AS (
  SELECT id, ts_ms, message_id, CASE WHEN json_valid(CAST(data AS TEXT))
                                     THEN CAST(data AS TEXT) END AS data
  FROM event WHERE name = :name AND {IN_WINDOW})"""  # noqa: S608
"""The events of `name`. Data that is not JSON, as other programs may write it, has no values."""

_TIMES = f"""{OF_NAME} SELECT json_extract(data, '$.provider'), json_extract(data, '$.latency_ms'),
       json_extract(data, '$.first_audio_ms'), json_extract(data, '$.sink')
FROM asked WHERE json_extract(data, '$.replay_of') IS NULL"""  # noqa: S608
# What is replayed was made before: it says nothing of how long a request takes.


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Of `count` values, in milliseconds: half, 95 and 99 of 100 are at most these."""

    count: int
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class ProviderTimes:
    """How long requests took that `provider` spoke; None where nothing was measured."""

    provider: str
    latency_ms: Percentiles | None
    first_audio_ms: Percentiles | None


def provider_times(path: Path, *, since_ms: int, until_ms: int) -> tuple[ProviderTimes, ...]:
    """How long requests took, for each provider that spoke; reads nothing else.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    with (
        closing(open_reader(path, SCHEMA, busy_s=BUSY_S)) as database,
        named_fault(path, database.identity),
    ):
        return times_of(database.connection, {"since": since_ms, "until": until_ms})


def times_of(connection: sqlite3.Connection, window: Window) -> tuple[ProviderTimes, ...]:
    """The same, in an open store."""
    latencies: dict[str, list[float]] = defaultdict(list)
    first_audios: dict[str, list[float]] = defaultdict(list)
    rows = connection.execute(_TIMES, window | {"name": LATENCY_MS})
    for provider, latency, first_audio, sink in rows:
        name = str(provider or "unknown")
        _add(latencies[name], latency)
        if sink != FILE_SINK:
            _add(first_audios[name], first_audio)
    return tuple(
        ProviderTimes(name, _percentiles(latencies[name]), _percentiles(first_audios[name]))
        for name in sorted(latencies)
    )


def _add(values: list[float], value: object) -> None:
    if isinstance(value, int | float):
        values.append(value)


def _percentiles(values: list[float]) -> Percentiles | None:
    if not values:
        return None
    values.sort()
    p50, p95, p99 = (values[math.ceil(share * len(values)) - 1] for share in (0.5, 0.95, 0.99))
    return Percentiles(len(values), p50, p95, p99)
