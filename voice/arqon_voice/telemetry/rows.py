"""An event as a row of the store."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from arqon_voice.telemetry.events import Event, Value
from arqon_voice.text import well_formed

__all__ = ["COLUMNS", "READ", "Row", "Stored", "as_line", "local_time", "parse_json", "stored"]

COLUMNS = "ts_ms, name, session_id, message_id, source, data"
READ = "id, coalesce(CAST(ts_ms AS INTEGER), 0), " + ", ".join(
    f"coalesce(CAST({column} AS TEXT), '')"
    for column in ("name", "session_id", "message_id", "source", "data")
)
"""The columns as a `Row` has them, whatever another program has put into them."""

_LONGEST_DATA = 16_384
_LONGEST_VALUE = 500
_INT64 = 1 << 63

Stored = tuple[int, str, str, str, str, str]
"""The values of COLUMNS; `data` is JSON text."""


class Row(NamedTuple):
    """An event as it was stored. `id` grows with each event; `data` is the JSON text as it is."""

    id: int
    ts_ms: int
    name: str
    session_id: str
    message_id: str
    source: str
    data: str

    def parsed(self) -> dict[str, Value]:
        """What `data` holds; under the key `not_json` if another program wrote something else."""
        try:
            values = parse_json(self.data)
        except (ValueError, RecursionError):
            values = None
        return values if isinstance(values, dict) else {"not_json": self.data}

    def record(self) -> dict[str, object]:
        """The event as the telemetry contract writes it, ready for JSON."""
        return {
            "name": self.name,
            "ts_ms": self.ts_ms,
            "session_id": self.session_id,
            "message_id": self.message_id,
            "source": self.source,
            "data": self.parsed(),
        }

    def line(self, *, with_id: bool = False) -> str:
        """The event as one line of JSON, in the shape of the telemetry contract."""
        return as_line({"id": self.id} | self.record() if with_id else self.record())

    def local_time(self) -> datetime | None:
        """When it was, in local time; None of a number that no calendar has."""
        return local_time(self.ts_ms)


def local_time(ts_ms: int) -> datetime | None:
    """A time in epoch milliseconds as local time; None of a number that no calendar has."""
    try:
        return datetime.fromtimestamp(ts_ms / 1000, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _escaped(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def parse_json(text: str | bytes) -> object:
    """Read what is JSON by its standard, without NaN and infinity.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deeply.
    """
    value: object = json.loads(text, parse_constant=_refused, parse_float=_finite)
    return value


def as_line(value: object) -> str:
    """One line of JSON that every file takes and no terminal acts on.

    What cannot be printed, or is no Unicode, is written as an escape: nothing is lost.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isprintable() else "".join(map(_escaped, text))


def stored(event: Event) -> Stored:
    """Make a row that SQLite takes whatever the event holds: one odd event must not stop the rest.

    Data that is not JSON is replaced by a word about it; very long data is shortened.
    """
    return (
        _integer(event.ts_ms),
        _text(event.name),
        _text(event.session_id),
        _text(event.message_id),
        _text(event.source),
        _json(event.data),
    )


def _integer(value: object) -> int:
    if isinstance(value, int):
        return value if -_INT64 <= value < _INT64 else (_INT64 - 1 if value > 0 else -_INT64)
    return 0


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.isascii() else well_formed(str(value))


def _json(data: Mapping[str, Value]) -> str:
    try:
        text = _encode(data if type(data) is dict else dict(data))
        if len(text) > _LONGEST_DATA:
            text = _encode({key: _shortened(value) for key, value in data.items()})
    except (TypeError, ValueError, RuntimeError) as error:
        return _encode({"telemetry_error": f"data was not JSON: {error}"[:_LONGEST_VALUE]})
    if len(text) > _LONGEST_DATA:
        return _encode({"telemetry_error": f"data of {len(text)} characters was left out"})
    return text


def _shortened(value: Value) -> Value:
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return value[:_LONGEST_VALUE] + "…"
    return value


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _refused(number)


def _refused(word: str) -> float:
    raise ValueError(f"{word} is not JSON")


_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode
