"""Which events: by time, name, message, session and text, named as the screen shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.terms import (
    PREFIX,
    Field,
    Parameters,
    Term,
    holds_text,
    in_json,
    text_condition,
)

__all__ = ["LAST", "PREFIX", "Parameters", "Selection"]

LAST: Final = "\U0010ffff"
"""Put behind the beginning of ids, it ends their range."""


@dataclass(frozen=True, slots=True)
class Selection:
    """From `since_ms` to before `until_ms`, and what else must match.

    `name_prefix`, `message_id` and `session_id` are the beginning of what they select, so that
    a short id does as well as a whole one; a name may leave out "stt.tts.". An empty
    `message_id` selects the events of no request, and one that is somebody's whole id selects
    only that message. `text` stands anywhere in the name or the
    data, or begins the message id; its case does not matter for the letters a to z. The data of
    stream chunks, a size and a number, is not searched. Each of `terms` must match as well.
    """

    since_ms: int | None = None
    until_ms: int | None = None
    name_prefix: str = ""
    session_id: str | None = None
    message_id: str | None = None
    text: str = ""
    terms: tuple[Term, ...] = ()

    def narrowed(self, other: Selection) -> Selection:
        """What both select; of a field that both have, this one's is looked up by its index."""
        pairs: tuple[tuple[Field, str | None, str | None], ...] = (
            ("name", self.name_prefix, other.name_prefix),
            ("session", self.session_id, other.session_id),
            ("message", self.message_id, other.message_id),
            ("text", self.text, other.text),
        )
        beside = (Term(field, theirs) for field, ours, theirs in pairs if ours and theirs)
        return Selection(
            since_ms=max(_given(self.since_ms, other.since_ms), default=None),
            until_ms=min(_given(self.until_ms, other.until_ms), default=None),
            name_prefix=self.name_prefix or other.name_prefix,
            session_id=next(iter(_given(self.session_id, other.session_id)), None),
            message_id=next(iter(_given(self.message_id, other.message_id)), None),
            text=self.text or other.text,
            terms=(*self.terms, *other.terms, *beside),
        )

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
        for column, wanted in (("message_id", self.message_id), ("session_id", self.session_id)):
            if wanted is not None:
                conditions.append(f"{column} >= :{column} AND {column} < :{column}_end")
                values |= {column: wanted, f"{column}_end": wanted + LAST if wanted else "\0"}
        if self.message_id:
            conditions.append(f"(message_id = :message_id OR NOT {_IS_WHOLE})")
        if self.text:
            condition, of_text = text_condition(self.text)
            conditions.append(f"({condition})")
            values |= of_text
        for number, term in enumerate(self._all_terms()):
            condition, of_term = term.where(f"_{number}")
            conditions.append(condition)
            values |= of_term
        return " AND ".join(conditions), values

    @property
    def in_json(self) -> str:
        """`text` as it stands within the JSON of the data."""
        return in_json(self.text)

    @property
    def provider(self) -> str:
        """The provider that all selected events are about; empty where that is not asked."""
        asked = (term for term in self.terms if term.field == "provider" and not term.negated)
        return next((term.value for term in asked), "")

    @property
    def chooses_names(self) -> bool:
        """Whether an event's name decides: few names may be left."""
        return bool(self.name_prefix) or any(
            term.field in ("name", "severity") and not term.negated for term in self.terms
        )

    def takes_name(self, name: str) -> bool:
        """Whether events of this name may be selected."""
        return all(term.may_take_name(name) for term in self._all_terms())

    def takes(self, row: Row) -> bool:
        """Whether this one event is selected."""
        return (
            (self.since_ms is None or row.ts_ms >= self.since_ms)
            and (self.until_ms is None or row.ts_ms < self.until_ms)
            and _begins(row.message_id, self.message_id)
            and _begins(row.session_id, self.session_id)
            and all(term.takes(row) for term in self._all_terms())
            and (not self.text or holds_text(row, self.text))
        )

    def _all_terms(self) -> tuple[Term, ...]:
        return (Term("name", self.name_prefix), *self.terms) if self.name_prefix else self.terms


_IS_WHOLE = "EXISTS (SELECT 1 FROM event AS whole WHERE whole.message_id = :message_id)"


_T = TypeVar("_T")


def _given(*values: _T | None) -> list[_T]:
    return [value for value in values if value is not None]


def _begins(value: str, wanted: str | None) -> bool:
    return wanted is None or (value.startswith(wanted) if wanted else not value)
