"""One condition on an event, in SQL for the store and in Python for what has just come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Final, Literal

from arqon_voice.telemetry.events import SIDECAR_HEALTH, STREAM_CHUNK
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.severity import RANK_SQL, RANKS, rank_of_name, severity

__all__ = [
    "PREFIX",
    "Field",
    "Parameters",
    "Term",
    "holds_text",
    "lower",
    "provider_of",
    "text_condition",
]

Field = Literal["name", "provider", "message", "session", "source", "severity", "text"]
Parameters = dict[str, object]

PREFIX: Final = "stt.tts."
"""What every event's name of the telemetry contract begins with; screens leave it out."""

_KOKORO: Final = f"{PREFIX}kokoro."
_LONGEST_TEXT = 1_000
_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
_COLUMNS: Final = {"message": "message_id", "session": "session_id", "source": "source"}
_DATA = "CAST(data AS TEXT)"
_NAMED = " ".join(
    f"WHEN json_type({_DATA}, '$.{key}') = 'text' THEN json_extract({_DATA}, '$.{key}')"
    for key in ("provider", "fallback_provider")
)
_PROVIDER_SQL: Final = (
    f"CASE WHEN substr(name, 1, {len(_KOKORO)}) = '{_KOKORO}' THEN 'kokoro'"
    f" WHEN NOT json_valid({_DATA}) THEN '' {_NAMED} ELSE '' END"
)


@dataclass(frozen=True, slots=True)
class Term:
    """`value` is the beginning of the event's `field`; text stands anywhere in name or data.

    A severity takes what is as bad, or worse. A name may leave out "stt.tts.". `negated` takes
    all other events.
    """

    field: Field
    value: str
    negated: bool = False

    def where(self, mark: str) -> tuple[str, Parameters]:
        """The condition in SQL on the columns of `event`; `mark` makes its parameters unique."""
        sql, values = self._condition(mark)
        return (f"NOT coalesce(({sql}), 0)" if self.negated else f"({sql})"), values

    def takes(self, row: Row) -> bool:
        """Whether this event fulfils it."""
        return self._holds(row) is not self.negated

    def may_take_name(self, name: str) -> bool:
        """Whether any event of this name may fulfil it."""
        if self.field == "name":
            return _begins_name(name, self.value) is not self.negated
        if self.field == "severity" and name != SIDECAR_HEALTH:
            return (rank_of_name(name) >= _rank(self.value)) is not self.negated
        return True

    def _condition(self, mark: str) -> tuple[str, Parameters]:
        wanted = f":wanted{mark}"
        values: Parameters = {wanted[1:]: self.value}
        match self.field:
            case "text":
                return text_condition(self.value, mark)
            case "name":
                whole = f":whole{mark}"
                sql = " OR ".join(f"substr(name, 1, length({v})) = {v}" for v in (wanted, whole))
                return sql, values | {whole[1:]: PREFIX + self.value}
            case "provider":
                return f"instr(lower({_PROVIDER_SQL}), lower({wanted})) = 1", values
            case "severity":
                return f"{RANK_SQL} >= {_rank(self.value)}", {}
            case field:
                return f"substr({_COLUMNS[field]}, 1, length({wanted})) = {wanted}", values

    def _holds(self, row: Row) -> bool:
        match self.field:
            case "text":
                return holds_text(row, self.value)
            case "name":
                return _begins_name(row.name, self.value)
            case "provider":
                return lower(provider_of(row)).startswith(lower(self.value))
            case "severity":
                return RANKS.index(severity(row)) >= _rank(self.value)
            case field:
                begins = str(getattr(row, _COLUMNS[field]))
                return begins.startswith(self.value)


def provider_of(row: Row) -> str:
    """Which provider the event is about; empty if none."""
    if row.name.startswith(_KOKORO):
        return "kokoro"
    if "provider" not in row.data:
        return ""
    data = row.parsed()
    named = (data.get(key) for key in ("provider", "fallback_provider"))
    return next((value for value in named if isinstance(value, str)), "")


def holds_text(row: Row, text: str) -> bool:
    """Whether `text` stands in the name or the data, or begins the message id.

    Its case does not matter for the letters a to z. The data of stream chunks, a size and a
    number, is not searched.
    """
    wanted, wanted_in_json = _wanted(text)
    data = "" if row.name == STREAM_CHUNK else lower(row.data)
    return (
        wanted in lower(row.name)
        or lower(row.message_id).startswith(wanted)
        or wanted in data
        or wanted_in_json in data
    )


@lru_cache(maxsize=64)
def _wanted(text: str) -> tuple[str, str]:
    return lower(text), lower(in_json(text))


def text_condition(text: str, mark: str = "") -> tuple[str, Parameters]:
    """The same in SQL; `mark` makes its parameters unique."""
    sql = (
        rf"name LIKE :pattern{mark} ESCAPE '\' OR message_id LIKE :begins{mark} ESCAPE '\'"
        rf" OR name <> '{STREAM_CHUNK}' AND (data LIKE :pattern{mark} ESCAPE '\'"
        rf" OR data LIKE :in_json{mark} ESCAPE '\')"
    )
    values: Parameters = {
        f"pattern{mark}": _pattern(text),
        f"in_json{mark}": _pattern(in_json(text)),
        f"begins{mark}": _pattern(text)[1:],
    }
    return sql, values


def lower(text: str) -> str:
    """The letters A to Z in lower case, and no others: so SQLite compares."""
    # Most text is ASCII, and screens compare thousands of events a second.
    return text.lower() if text.isascii() else text.translate(_LOWER)


def in_json(text: str) -> str:
    """`text` as it stands within the JSON of the data."""
    return json.dumps(text)[1:-1]


def _begins_name(name: str, wanted: str) -> bool:
    return name.startswith((wanted, PREFIX + wanted))


def _rank(word: str) -> int:
    return next((place for place, name in enumerate(RANKS) if name.startswith(word)), 0)


def _pattern(text: str) -> str:
    escaped = text[:_LONGEST_TEXT]
    for special in "\\%_":
        escaped = escaped.replace(special, f"\\{special}")
    return f"%{escaped}%"
