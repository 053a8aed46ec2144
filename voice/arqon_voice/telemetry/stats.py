"""What the telemetry of a window of time adds up to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from arqon_voice.sqlite.faults import named_fault
from arqon_voice.sqlite.file import open_reader
from arqon_voice.telemetry.events import (
    ENDINGS,
    FAIL_CLOSED,
    FALLBACK_USED,
    KOKORO_FAILURE,
    KOKORO_STARTED,
    KOKORO_SUCCESS,
)
from arqon_voice.telemetry.search import names_of
from arqon_voice.telemetry.store import SCHEMA
from arqon_voice.telemetry.times import (
    BUSY_S,
    IN_WINDOW,
    OF_NAME,
    ProviderTimes,
    Window,
    times_of,
)

__all__ = ["Failure", "Stats", "stats"]


_TELLING = ENDINGS | {FALLBACK_USED, KOKORO_SUCCESS, KOKORO_FAILURE}


def _names(names: Iterable[str]) -> str:
    return ",".join(f"'{name}'" for name in sorted(names))


_COUNT = f"SELECT count(*) FROM event WHERE name = :name AND {IN_WINDOW}"  # noqa: S608
_FAILURE = f"""{OF_NAME}
SELECT CAST(ts_ms AS INTEGER), CAST(message_id AS TEXT), json_extract(data, '$.reason'),
       json_extract(data, '$.detail')
FROM asked WHERE data IS NOT NULL ORDER BY ts_ms DESC LIMIT 1"""  # noqa: S608
# The last event of an ended message that tells how it went is its ending: what Maestro calls a
# replay goes on to the fallback. An ending that names no message counts by itself.
_ENDINGS = f"""
WITH telling AS (
  SELECT id, message_id, name, name IN ({_names(ENDINGS)}) AS ends
  FROM event WHERE name IN ({_names(_TELLING)}) AND {IN_WINDOW})
SELECT name, count(*) FROM (
  SELECT name, max(id), sum(ends) AS ends FROM telling WHERE message_id <> '' GROUP BY message_id
  UNION ALL SELECT name, id, ends FROM telling WHERE message_id = '')
WHERE ends GROUP BY name ORDER BY name"""  # noqa: S608
_TRIED = f"""
WITH tried AS (
  SELECT DISTINCT message_id FROM event
  WHERE name IN ({_names({KOKORO_STARTED, KOKORO_FAILURE})}) AND {IN_WINDOW})
SELECT count(*), coalesce(sum(message_id IN (
  SELECT message_id FROM event WHERE name = '{FALLBACK_USED}' AND {IN_WINDOW})), 0)
FROM tried"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Failure:
    """A request on which Kokoro gave up."""

    ts_ms: int
    message_id: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Stats:
    """What happened from `since_ms` to before `until_ms` (epoch milliseconds).

    `events` counts by name, `endings` counts requests by the last event of their message.
    Saved files have a latency, but no first audio that was heard.
    `fallback_rate` is the share of the requests tried with Kokoro that went to the fallback
    because it failed; None if none was tried.
    """

    since_ms: int
    until_ms: int
    events: Mapping[str, int]
    requests: int
    endings: Mapping[str, int]
    fallback_rate: float | None
    fail_closed: int
    providers: tuple[ProviderTimes, ...]
    last_kokoro_failure: Failure | None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain dictionaries and lists, ready for JSON."""
        return asdict(self)


def stats(path: Path, *, since_ms: int, until_ms: int) -> Stats:
    """Add up the events of the store at `path`.

    Raises:
        SqliteFileError: the store is missing or cannot be read; the text says why.
    """
    window: Window = {"since": since_ms, "until": until_ms}
    with closing(open_reader(path, SCHEMA, busy_s=BUSY_S)) as database:
        connection = database.connection
        with named_fault(path, database.identity):
            # One transaction: the figures speak of the same events.
            connection.execute("BEGIN")
            counts = _counts(connection, window)
            endings = dict(connection.execute(_ENDINGS, window).fetchall())
            tried, fell_back = connection.execute(_TRIED, window).fetchone()
            providers = times_of(connection, window)
            failure = connection.execute(_FAILURE, window | {"name": KOKORO_FAILURE}).fetchone()
    return Stats(
        since_ms,
        until_ms,
        events=counts,
        requests=sum(endings.values()),
        endings=endings,
        fallback_rate=fell_back / tried if tried else None,
        fail_closed=counts.get(FAIL_CLOSED, 0),
        providers=providers,
        last_kokoro_failure=_failure(failure),
    )


def _counts(connection: sqlite3.Connection, window: Window) -> dict[str, int]:
    counts = {}
    for name in names_of(connection):
        (number,) = connection.execute(_COUNT, window | {"name": name}).fetchone()
        if number:
            counts[name] = number
    return counts


def _failure(row: tuple[int, str, object, object] | None) -> Failure | None:
    if row is None:
        return None
    ts_ms, message_id, reason, detail = row
    return Failure(ts_ms, message_id, str(reason or ""), str(detail or ""))
