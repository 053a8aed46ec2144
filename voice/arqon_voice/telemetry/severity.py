"""How bad an event is, told by its name, so that events of other programs are ranked too."""

from __future__ import annotations

from typing import Final, Literal

from arqon_voice.telemetry.events import SIDECAR_HEALTH
from arqon_voice.telemetry.rows import Row

__all__ = ["RANKS", "RANK_SQL", "Severity", "rank_of_name", "severity"]

Severity = Literal["info", "warning", "failure"]

RANKS: Final[tuple[Severity, ...]] = ("info", "warning", "failure")
_FAILURE: Final = ("fail", "error", "unavailable")
_WARNING: Final = ("fallback", "rollback", "_dropped", "_reset", "disconnected", "blocked")
_NOT_READY: Final = '"ready":false'


def rank_of_name(name: str) -> int:
    """The place in RANKS that the name alone gives; a sidecar's health may be worse."""
    name = name.lower()
    if any(word in name for word in _FAILURE):
        return 2
    return int(any(word in name for word in _WARNING))


def severity(row: Row) -> Severity:
    """How bad it is: nobody was served as asked, something went another way, or all is well."""
    if row.name == SIDECAR_HEALTH and _NOT_READY in row.data.lower():
        return "warning"
    return RANKS[rank_of_name(row.name)]


def _any_of(words: tuple[str, ...]) -> str:
    # instr and lower take "_" as it is, which LIKE does not.
    return " OR ".join(f"instr(lower(name), '{word}')" for word in words)


RANK_SQL: Final = (
    f"CASE WHEN {_any_of(_FAILURE)} THEN 2 WHEN {_any_of(_WARNING)}"
    f" OR (name = '{SIDECAR_HEALTH}' AND instr(lower(data), '{_NOT_READY}')) THEN 1 ELSE 0 END"
)
"""The same in SQL, as a place in RANKS."""
