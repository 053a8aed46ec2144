"""Events as lines of JSON, for other programs: our own shape, and Maestro's.

Ours is an object: `{"name", "ts_ms", "session_id", "message_id", "source", "data"}`.

Maestro's, which the contract writes as `{name, {dt: ts_ms, data: {..., session_id}}}`, is a pair
of a name and a record. JSON writes a pair as an array:
`["stt.tts.fail_closed", {"dt": 1753000000000, "data": {"reason": "timeout", "session_id": "s"}}]`.
`message_id` and `source` stand in `data` beside `session_id`, so that nothing is lost on the way
back. Read are also the pair as an object of one key, `{"stt.tts.fail_closed": {"dt": ...}}`, and
either shape as JSON text within `{"log": ..., "event": "<JSON text>"}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from arqon_voice.telemetry.events import Event, Value
from arqon_voice.telemetry.rows import Row, as_line, parse_json, stored
from arqon_voice.telemetry.store import Store

__all__ = ["Refuse", "Shape", "append_events", "read_lines", "write_lines"]

Shape = Literal["arqon", "maestro"]
Refuse = Callable[[int, str], None]
"""Told the number of a line, counted from 1, and why it holds no event."""

_Fields = Mapping[Any, object]
_ABOUT = ("session_id", "message_id", "source")
_EXPECTED = (
    'not an event, which is {"name", "ts_ms", "session_id", "message_id", "source", "data"}'
    ' or, as Maestro writes it, [name, {"dt", "data"}]'
)
_FROM_MS, _UNTIL_MS = 946_684_800_000, 4_102_444_800_000
"""The years 2000 to 2100: what lies outside is seconds, nanoseconds, or no time at all."""
_DEEPEST_TEXT = 4
_BATCH = 1_000
_BUSY_S = 5.0


def write_lines(rows: Iterable[Row], shape: Shape = "arqon") -> Iterator[str]:
    """Yield each event as a line of JSON, without the line's end."""
    for row in rows:
        yield as_line(_pair(row)) if shape == "maestro" else row.line()


def read_lines(lines: Iterable[str | bytes], refuse: Refuse) -> Iterator[Event]:
    """Yield the event of each line, whichever shape it has; blank lines are passed over.

    What an event has beside the fields of the contract is kept in its data; what is not flat
    there is kept as JSON text. `refuse` is told of each line that holds no event.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = _event(parse_json(line))
        except (ValueError, RecursionError) as error:
            refuse(number, str(error))
        else:
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


def _event(value: Any, depth: int = 0) -> Event:  # noqa: ANN401 -- whatever JSON holds
    match value:
        case {"name": str(name), "ts_ms": ts_ms, **rest}:
            data = rest.pop("data", {})
            about = {key: rest.pop(key) for key in _ABOUT if key in rest}
            return _made(name, ts_ms, about, data, beside=rest)
        case {"event": str(text), **rest} if depth < _DEEPEST_TEXT:
            event = _event(parse_json(text), depth + 1)
            return _with(event, rest)
        case {"event": list() | dict() as inner, **rest} if depth < _DEEPEST_TEXT:
            return _with(_event(inner, depth + 1), rest)
        case [str(name), {"dt": ts_ms, **rest}, *more]:
            data = rest.pop("data", {})
            about = {"source": "service"}
            if isinstance(data, dict):
                about |= {key: data.pop(key) for key in _ABOUT if key in data}
            if more:
                rest["more"] = more
            return _made(name, ts_ms, about, data, beside=rest)
        case dict() if len(value) == 1:
            return _event(list(next(iter(value.items()))), depth)
    raise ValueError(_EXPECTED)


def _made(
    name: str,
    ts_ms: object,
    about: Mapping[str, object],
    data: object,
    beside: _Fields,
) -> Event:
    if not name:
        raise ValueError("the name is empty")
    session_id, message_id, source = (_word(about.get(key)) for key in _ABOUT)
    flat = data if isinstance(data, dict) else {"data": data}
    event = Event(name, _milliseconds(ts_ms), session_id, message_id, source, _flat(flat))
    return _with(event, beside)


def _with(event: Event, beside: _Fields) -> Event:
    """The event with what stood beside its fields; what its data says of the same name stays."""
    about = (event.session_id, event.message_id, event.source)
    return Event(event.name, event.ts_ms, *about, _flat(beside) | dict(event.data))


def _word(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _milliseconds(value: object) -> int:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"the time is {_shown(value)}, and not epoch milliseconds")
    if not _FROM_MS <= value < _UNTIL_MS:
        raise ValueError(
            f"the time is {_shown(value)}, which is outside the years 2000 to 2100"
            " in epoch milliseconds"
        )
    return round(value)


def _flat(data: _Fields) -> dict[str, Value]:
    return {
        key: value if value is None or isinstance(value, str | int | float) else json.dumps(value)
        for key, value in data.items()
    }


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:40]}..."
