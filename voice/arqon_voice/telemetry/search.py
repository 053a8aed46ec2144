"""Finding the newest events that hold a text or a name, by the indexes of the store.

The text of data has an index of trigrams (SQLite's FTS5); a name is looked up among the few
that there are, and a message id by its beginning. Measured over a million events, going
through all of them takes up to a second, and these some ten milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from arqon_voice.sqlite.database import Database
from arqon_voice.telemetry.rows import READ, Row
from arqon_voice.telemetry.selection import LAST, Selection
from arqon_voice.telemetry.store import KNOWN
from arqon_voice.telemetry.terms import Parameters, lower, text_condition

__all__ = ["by_name", "by_text", "indexed_from", "names_of"]

_SHORTEST_TEXT = 3
_TRIGRAMS = 40
_MANY = 20_000
"""Events of a name: of fewer, all are looked up; more are soon met on the way back."""
_SPELLINGS = 64
"""Ways in which a text is spelled where message ids begin with it."""

_NAMES = f"{KNOWN} SELECT CAST(name AS TEXT) FROM known WHERE name IS NOT NULL LIMIT 1000"  # noqa: S608


def names_of(connection: sqlite3.Connection) -> list[str]:
    """The names that events in the store have."""
    return [name for (name,) in connection.execute(_NAMES)]


def indexed_from(database: Database) -> int | None:
    """The first event whose text is in the index; None where the store has no such index."""
    if database.version < 2:
        return None
    (first,) = database.connection.execute("SELECT min(first_id) FROM event_text_from").fetchone()
    return None if first is None else int(first)


def by_name(
    database: Database, selection: Selection, names: list[str], span: range, limit: int
) -> list[Row]:
    """The newest `limit` events in `span` that have one of `names` and match."""
    if not names:
        return []
    where, values = selection.where()
    values |= {f"name_{number}": known for number, known in enumerate(names)}
    among = f"name IN ({','.join(f':name_{number}' for number in range(len(names)))})"
    # A plus sign keeps SQLite from going by that column.
    by, order = ("", "+id") if _are_few(database, among, values) else ("+", "id")
    condition = f"{by}{among} AND {where}"
    return _rows(database, "event", condition, values, span, order, limit)


def by_text(
    database: Database, selection: Selection, span: range, limit: int
) -> tuple[list[Row], int]:
    """The newest `limit` events in `span`, all of it indexed, that match and hold the text.

    Returns them with the event down to which all have been looked at: the end of `span`, where
    the text is too short for the index.
    """
    match = _match(selection)
    if match is None or not span:
        return [], span.stop
    rest = replace(selection, text="")
    where, values = rest.where()
    values |= text_condition(selection.text)[1]
    in_data = r"(data LIKE :pattern ESCAPE '\' OR data LIKE :in_json ESCAPE '\')"
    text = lower(selection.text)
    names = [name for name in names_of(database.connection) if text in lower(name)]
    of_data = _rows(
        database,
        "event_text CROSS JOIN event ON event.id = event_text.rowid",
        f"event_text MATCH :match AND {in_data} AND {where}",
        values | {"match": match},
        span,
        "event_text.rowid",
        limit,
    )
    begun = _ids_begin(database, selection.text)
    if begun is None or not _are_few(database, *begun):
        return [], span.stop
    condition = f"{begun[0]} AND {where}"
    of_message = _rows(database, "event", condition, values | begun[1], span, "+id", limit)
    of_name = by_name(database, rest, names, span, limit)
    found = {row.id: row for row in (*of_data, *of_message, *of_name)}
    # Below the last event of a list that is full, that list may have gone on.
    full = (rows[-1].id for rows in (of_data, of_message, of_name) if len(rows) == limit)
    down_to = max(full, default=span.start)
    rows = sorted((row for row in found.values() if row.id >= down_to), reverse=True)
    return rows[:limit], rows[limit - 1].id if len(rows) >= limit else down_to


def by_message(
    database: Database, selection: Selection, span: range, limit: int
) -> tuple[list[Row], int]:
    """The newest `limit` events in `span` of a message id that is given or begun.

    Returns them with the event down to which all have been looked at: the end of `span`, where
    so many ids begin so that going through all events is quicker.
    """
    begins, of_message = Selection(message_id=selection.message_id).where()
    if not _are_few(database, begins, of_message):
        return [], span.stop
    where, values = selection.where()
    return _rows(database, "event", where, values, span, "+id", limit), span.start


def _ids_begin(database: Database, text: str) -> tuple[str, Parameters] | None:
    """Which message ids begin with `text` in any case, as ranges of their index; None: too many.

    Letter by letter, because the index tells capitals from small letters: how ids begin in the
    store is spelled in one or two ways, and how they could begin in thousands.
    """
    known = [""]
    for character in text:
        both = (character.lower(), character.upper()) if character.isascii() else (character,)
        longer = [begins + each for begins in known for each in sorted({*both})]
        known = [begins for begins in longer if _is_begun(database, begins)]
        if len(known) > _SPELLINGS:
            return None
    among, values = list[str](), Parameters()
    for n, begins in enumerate(known):
        among.append(f"message_id >= :id_{n} AND message_id < :id_{n}_end")
        values |= {f"id_{n}": begins, f"id_{n}_end": begins + LAST}
    # Only where each alternative is such a range does SQLite go by the index.
    return f"({' OR '.join(among) or '0'})", values


def _is_begun(database: Database, begins: str) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM event WHERE message_id >= ? AND message_id < ?)"
    (found,) = database.connection.execute(query, (begins, begins + LAST)).fetchone()
    return bool(found)


def _are_few(database: Database, condition: str, values: Parameters) -> bool:
    counted = f"SELECT count(*) FROM (SELECT 1 FROM event WHERE {condition} LIMIT {_MANY})"  # noqa: S608
    (count,) = database.connection.execute(counted, values).fetchone()
    return bool(count < _MANY)


def _match(selection: Selection) -> str | None:
    """The text as an FTS5 query: every trigram of it, as it was typed or as JSON writes it."""
    ways = [_trigrams(text) for text in {selection.text: 0, selection.in_json: 0}]
    return " OR ".join(f"({' AND '.join(way)})" for way in ways) if all(ways) else None


def _trigrams(text: str) -> list[str]:
    starts: Iterable[int] = range(min(len(text) - _SHORTEST_TEXT + 1, _TRIGRAMS))
    return ['"{}"'.format(text[start : start + 3].replace('"', '""')) for start in starts]


def _rows(
    database: Database,
    table: str,
    condition: str,
    values: Parameters,
    span: range,
    order: str,
    limit: int,
) -> list[Row]:
    query = (
        f"SELECT {READ} FROM {table} WHERE {order} >= :from AND {order} < :to AND {condition}"  # noqa: S608
        f" ORDER BY {order} DESC LIMIT :limit"
    )
    bounds: Parameters = {"from": span.start, "to": span.stop, "limit": limit}
    return [Row._make(row) for row in database.connection.execute(query, values | bounds)]
