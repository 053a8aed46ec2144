"""Events by utterance: a heading that says how it went, and its events at their offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from arqon_voice.telemetry.events import (
    ENDINGS,
    FAIL_CLOSED,
    FALLBACK_USED,
    KOKORO_FAILURE,
    LATENCY_MS,
    PLAYBACK_FAILED,
    PLAYBACK_STOPPED,
    PROVIDER_SELECTED,
)
from arqon_voice.telemetry.severity import RANKS, Severity, severity

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = [
    "Entry",
    "Placed",
    "Utterance",
    "by_utterance",
    "key_of",
    "row_of",
    "severity_of",
    "utterance_of",
]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the known events of one message tell; times in milliseconds, None if not told.

    `ending` is the name of the event that ended it, without "stt.tts."; empty if none is known.
    """

    message_id: str
    ts_ms: int
    severity: Severity
    providers: tuple[str, ...]
    ending: str
    reason: str
    first_audio_ms: int | None
    total_ms: int | None
    events: int
    is_open: bool


class Placed(NamedTuple):
    """An event of an utterance that is open, so long after its first one."""

    row: Row
    offset_ms: int


Entry: TypeAlias = "Row | Placed | Utterance"


def key_of(entry: Entry) -> int | str:
    """What stays the same of an entry while others come and go."""
    if isinstance(entry, Utterance):
        return entry.message_id
    return entry.row.id if isinstance(entry, Placed) else entry.id


def row_of(entry: Row | Placed) -> Row:
    """The event of an entry that is not a heading."""
    return entry.row if isinstance(entry, Placed) else entry


def severity_of(entry: Entry) -> Severity:
    """How bad it is, or the worst of its events."""
    return entry.severity if isinstance(entry, Utterance) else severity(row_of(entry))


def by_utterance(rows: Iterable[Row], opened: Mapping[str, Sequence[Row]]) -> list[Entry]:
    """Headings in the order in which the utterances began; events of no request between them.

    `opened` holds all events of the utterances that are open.
    """
    groups: dict[str | int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.message_id or row.id, []).append(row)
    entries: list[Entry] = []
    for key, members in groups.items():
        if isinstance(key, int):
            entries += members
        else:
            entries += _entries(key, members, opened.get(key))
    return entries


def utterance_of(message_id: str, rows: Sequence[Row], *, is_open: bool = False) -> Utterance:
    """Sum up the events of one message; there must be one."""
    told: dict[str, object] = {}
    providers: dict[str, None] = {}
    ending = ""
    for row in rows:
        if row.name in _TELLING:
            values = row.parsed()
            told |= values
            named = values.get("provider" if row.name != FALLBACK_USED else "fallback_provider")
            if row.name in _NAMING and isinstance(named, str):
                providers[named] = None
        if row.name in ENDINGS:
            ending = row.name.removeprefix("stt.tts.")
    worst = max((severity(row) for row in rows), key=RANKS.index)
    reason = told.get("reason") or told.get("kokoro_error")
    return Utterance(
        message_id,
        rows[0].ts_ms,
        worst,
        tuple(providers),
        ending,
        reason if isinstance(reason, str) else "",
        _whole(told.get("first_audio_ms")),
        _whole(told.get("latency_ms")) if ending == "latency_ms" else None,
        len(rows),
        is_open,
    )


def _entries(message_id: str, rows: Sequence[Row], whole: Sequence[Row] | None) -> Iterator[Entry]:
    yield utterance_of(message_id, whole or rows, is_open=whole is not None)
    for row in whole or ():
        yield Placed(row, row.ts_ms - (whole or rows)[0].ts_ms)


def _whole(value: object) -> int | None:
    return round(value) if isinstance(value, int | float) and abs(value) < 1e12 else None


_NAMING = (PROVIDER_SELECTED, FALLBACK_USED, LATENCY_MS)
_TELLING = (*_NAMING, KOKORO_FAILURE, FAIL_CLOSED, PLAYBACK_FAILED, PLAYBACK_STOPPED)
