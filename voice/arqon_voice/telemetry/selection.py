"""Which events: by time, name, message, session and text, named as the screen shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from arqon_voice.telemetry.events import STREAM_CHUNK
from arqon_voice.telemetry.rows import Row

__all__ = ["PREFIX", "Parameters", "Selection"]

PREFIX = "stt.tts."
"""What every event's name of the telemetry contract begins with; screens leave it out."""

_LONGEST_TEXT = 1_000
_LAST = "\U0010ffff"
Parameters = dict[str, object]


@dataclass(frozen=True, slots=True)
class Selection:
    """From `since_ms` to before `until_ms`, and what else must match.

    `name_prefix`, `message_id` and `session_id` are the beginning of what they select, so that
    a short id does as well as a whole one; a name may leave out "stt.tts.". An empty
    `message_id` selects the events of no request, and one that is somebody's whole id selects
    only that message. `text` stands anywhere in the name or the
    data, or begins the message id; its case does not matter for the letters a to z. The data of
    stream chunks, a size and a number, is not searched.
    """

    since_ms: int | None = None
    until_ms: int | None = None
    name_prefix: str = ""
    session_id: str | None = None
    message_id: str | None = None
    text: str = ""

    def where(self) -> tuple[str, Parameters]:
        """The condition in SQL on the columns of `event`, and its parameters."""
        conditions = ["1"]
        values: Parameters = {}
        if self.since_ms is not None:
            conditions.append("ts_ms >= :since_ms")
            values["since_ms"] = self.since_ms
        if self.until_ms is not None:
            conditions.append("ts_ms < :until_ms")
            values["until_ms"] = self.until_ms
        if self.name_prefix:
            whole = "substr(name, 1, length(:name)) = :name"
            short = "substr(name, 1, length(:full_name)) = :full_name"
            conditions.append(f"({whole} OR {short})")
            values |= {"name": self.name_prefix, "full_name": PREFIX + self.name_prefix}
        for column, wanted in (("message_id", self.message_id), ("session_id", self.session_id)):
            if wanted is not None:
                conditions.append(f"{column} >= :{column} AND {column} < :{column}_end")
                values |= {column: wanted, f"{column}_end": wanted + _LAST if wanted else "\0"}
        if self.message_id:
            conditions.append(f"(message_id = :message_id OR NOT {_IS_WHOLE})")
        if self.text:
            conditions.append(f"({_TEXT})")
            values |= self.text_values()
        return " AND ".join(conditions), values

    def text_values(self) -> Parameters:
        """The parameters of a search for `text`."""
        return {
            "pattern": _pattern(self.text),
            "in_json": _pattern(self.in_json),
            "begins": _pattern(self.text)[1:],
        }

    @property
    def in_json(self) -> str:
        """`text` as it stands within the JSON of the data."""
        return json.dumps(self.text)[1:-1]

    def takes_name(self, name: str) -> bool:
        """Whether events of this name are selected."""
        return name.startswith((self.name_prefix, PREFIX + self.name_prefix))

    def takes(self, row: Row) -> bool:
        """Whether this one event is selected."""
        text, data = self.text.casefold(), row.data.casefold()
        if row.name == STREAM_CHUNK:
            data = ""
        return (
            (self.since_ms is None or row.ts_ms >= self.since_ms)
            and (self.until_ms is None or row.ts_ms < self.until_ms)
            and self.takes_name(row.name)
            and _begins(row.message_id, self.message_id)
            and _begins(row.session_id, self.session_id)
            and (
                text in row.name.casefold()
                or row.message_id.casefold().startswith(text)
                or text in data
                or self.in_json.casefold() in data
            )
        )


_IS_WHOLE = "EXISTS (SELECT 1 FROM event AS whole WHERE whole.message_id = :message_id)"
_TEXT = (
    r"name LIKE :pattern ESCAPE '\' OR message_id LIKE :begins ESCAPE '\'"
    rf" OR name <> '{STREAM_CHUNK}'"
    r" AND (data LIKE :pattern ESCAPE '\' OR data LIKE :in_json ESCAPE '\')"
)


def _begins(value: str, wanted: str | None) -> bool:
    return wanted is None or (value.startswith(wanted) if wanted else not value)


def _pattern(text: str) -> str:
    escaped = text[:_LONGEST_TEXT]
    for special in "\\%_":
        escaped = escaped.replace(special, f"\\{special}")
    return f"%{escaped}%"
