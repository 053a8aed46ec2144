"""One telemetry event as a line of the log, and as the text that is copied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["Parts", "copied", "in_full", "parts"]

_PREFIX = "stt.tts."


class Parts(NamedTuple):
    """The columns of a line, in fixed widths but for the last."""

    time: str
    name: str
    message: str
    data: str


def parts(row: Row, *, wide: bool) -> Parts:
    """The columns; a wide line has milliseconds."""
    moment = row.local_time()
    time = f"{moment:%H:%M:%S}" if moment else "--:--:--"
    if wide:
        time += f".{row.ts_ms % 1000:03}"
    name = plain(row.name.removeprefix(_PREFIX))
    return Parts(f"{time} ", f"{name:<23} ", f"{plain(row.message_id[:6]):<6} ", _pairs(row.data))


def in_full(row: Row) -> str:
    """Everything about the event on one line, for reading."""
    message = f" message {row.message_id}" if row.message_id else ""
    return plain(f"{row.name} from {row.source}{message} · {_pairs(row.data)}")


def copied(row: Row) -> str:
    """The event as one line of JSON, in the shape of the telemetry contract."""
    return row.line()


def _pairs(data: str) -> str:
    try:
        values = json.loads(data)
        pairs = (f"{key}={_shown(value)}" for key, value in values.items())
        return plain(" ".join(pairs))
    except (ValueError, AttributeError, RecursionError):
        # What another program has put into the store: shown as it stands.
        return plain(data)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value if value and " " not in value else f'"{value}"'
    return json.dumps(value)
