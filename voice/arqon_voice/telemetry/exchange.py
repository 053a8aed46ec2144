"""Events as lines of JSON, for other programs: our own shape, and Maestro's.

Ours is an object: `{"name", "ts_ms", "session_id", "message_id", "source", "data"}`.

Maestro's, which the contract writes as `{name, {dt: ts_ms, data: {..., session_id}}}`, is a pair
of a name and a record. JSON writes a pair as an array:
`["stt.tts.fail_closed", {"dt": 1753000000000, "data": {"reason": "timeout", "session_id": "s"}}]`.
`message_id` and `source` stand in `data` beside `session_id`, so that nothing is lost on the way
back. The pair as an object of one key, `{"stt.tts.fail_closed": {"dt": ...}}`, is read too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, get_args

from arqon_voice.telemetry.events import Event, Source, Value
from arqon_voice.telemetry.rows import Row, stored
from arqon_voice.telemetry.store import Store

__all__ = ["LineError", "Shape", "append_events", "read_lines", "write_lines"]

Shape = Literal["arqon", "maestro"]

_ABOUT = ("session_id", "message_id", "source")
_SOURCES: tuple[Source, ...] = get_args(Source)
_EXPECTED = (
    'not an event, which is {"name", "ts_ms", "session_id", "message_id", "source", "data"}'
    ' or, as Maestro writes it, [name, {"dt", "data"}]'
)
_INT64 = 1 << 63
_BATCH = 1_000
_BUSY_S = 5.0


class LineError(ValueError):
    """A line is no event; the text names the line, counted from 1, and the reason."""


def write_lines(rows: Iterable[Row], shape: Shape = "arqon") -> Iterator[str]:
    """Yield each event as a line of JSON, without the line's end."""
    for row in rows:
        event = _pair(row) if shape == "maestro" else row.record()
        yield json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def read_lines(lines: Iterable[str | bytes]) -> Iterator[Event]:
    """Yield the event of each line, whichever shape it has; blank lines are passed over.

    Raises:
        LineError: at the first line that is no event, after the events before it.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = _event(json.loads(line, parse_constant=_no_constant))
        except (ValueError, RecursionError) as error:
            raise LineError(f"line {number}: {error}") from None
        yield event


def append_events(path: Path, events: Iterable[Event]) -> int:
    """Append `events` to the store at `path`, which is made if it is missing; return how many.

    The store in use forgets what is older than its retention: import an old file into a new one.

    Raises:
        SqliteFileError: the store cannot be written; what came before is in it.
    """
    store = Store(path, busy_s=_BUSY_S)
    written, coming = 0, iter(events)
    try:
        while batch := [stored(event) for event in islice(coming, _BATCH)]:
            store.append(batch)
            written += len(batch)
    finally:
        store.close()
    return written


def _pair(row: Row) -> tuple[str, dict[str, object]]:
    about = {
        "session_id": row.session_id,
        "message_id": row.message_id,
        "source": row.source,
    }
    return row.name, {"dt": row.ts_ms, "data": row.parsed() | about}


def _event(value: object) -> Event:
    match value:
        case {"name": name, "ts_ms": ts_ms, "data": data, **rest}:
            about = {key: rest.get(key, "") for key in _ABOUT}
        case [name, {"dt": ts_ms, "data": dict(inner)}]:
            about = {"session_id": "", "message_id": "", "source": "service"}
            about |= {key: inner[key] for key in _ABOUT if key in inner}
            data = {key: inner[key] for key in inner if key not in _ABOUT}
        case dict() if len(value) == 1:
            return _event(next(iter(value.items())))
        case _:
            raise ValueError(_EXPECTED)
    return Event(
        _text("name", name),
        _milliseconds(ts_ms),
        _text("session_id", about["session_id"]),
        _text("message_id", about["message_id"]),
        _source(about["source"]),
        _flat(data),
    )


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or (field == "name" and not value):
        raise ValueError(f"{field} is {_shown(value)}, and not a text")
    return value


def _milliseconds(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_INT64 <= value < _INT64:
        raise ValueError(f"the time is {_shown(value)}, and not epoch milliseconds")
    return value


def _source(value: object) -> Source:
    for source in _SOURCES:
        if source == value:
            return source
    raise ValueError(f"source is {_shown(value)}, and not one of {', '.join(_SOURCES)}")


def _flat(value: object) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise ValueError(f"data is {_shown(value)}, and not an object")
    for key, inner in value.items():
        if inner is not None and not isinstance(inner, str | int | float):
            raise ValueError(f"data is not flat: {key} is {_shown(inner)}")
    return value


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not JSON")
