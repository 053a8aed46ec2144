"""The filter that people type, in the panel and on the command line.

Words stand apart by spaces, and all of them must hold: `timeout` is text in the name or the data,
or the beginning of a message id. `name:`, `provider:`, `message:`, `session:`, `source:` and
`severity:` say what is meant, `since:` and `until:` when. `reason=timeout` is the beginning of one
value of the data, as the log shows it. A minus before a word takes what does not match, and quotes
hold a text with spaces together:

    provider:kokoro severity:failure since:2h -timeout reason="no answer" "could not be reached"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from arqon_voice.telemetry.moments import NotAMoment, epoch_ms
from arqon_voice.telemetry.selection import Selection
from arqon_voice.telemetry.severity import RANKS
from arqon_voice.telemetry.terms import Field, Term, in_json

__all__ = ["FilterError", "parse_filter"]

_WORD = re.compile(
    r"""(?P<minus>-?)(?:(?P<field>[a-z]+):|(?P<key>[A-Za-z]\w*)=(?=[^\s=]))?
        (?:"(?P<double>[^"]*)"? | '(?P<single>[^']*)'? | (?P<bare>\S*))""",
    re.VERBOSE,
)
_FIELDS: dict[str, Field] = {field: field for field in get_args(Field)}
_TIMES = ("since", "until")


class FilterError(ValueError):
    """The filter cannot be read; the message says which word of it, and what to write."""


def parse_filter(text: str, now_ms: int) -> Selection:
    """Read a filter. A word that is only begun, such as `name:`, selects nothing yet.

    A field with another name is text: `http://127.0.0.1` needs no quotes.

    Raises:
        FilterError: a time or a severity cannot be read.
    """
    terms: list[Term] = []
    times: dict[str, int] = {}
    for match in _WORD.finditer(text):
        field = match["field"] or "text"
        value = match["double"] or match["single"] or match["bare"] or ""
        if match["key"]:
            terms.append(Term("text", _in_data(match["key"], value), bool(match["minus"])))
        elif field in _TIMES and value:
            times[field] = _moment(match.group(), value, now_ms)
        elif value:
            terms.append(_term(match, field, value))
    return _selection(terms, times)


def _term(match: re.Match[str], field: str, value: str) -> Term:
    negated = bool(match["minus"])
    if field not in _FIELDS:
        return Term("text", f"{field}:{value}", negated)
    if field == "severity" and not any(rank.startswith(value) for rank in RANKS):
        raise FilterError(f"{match.group()}: a severity is {', '.join(RANKS[:-1])} or {RANKS[-1]}")
    return Term(_FIELDS[field], value, negated)


def _in_data(key: str, value: str) -> str:
    """How the JSON of the data begins to say it; numbers, true, false and null have no quotes."""
    bare = value in ("true", "false", "null") or re.fullmatch(r"-?\d[\d.]*", value)
    return f'"{key}":{value}' if bare else f'"{key}":"{in_json(value)}'


def _moment(word: str, value: str, now_ms: int) -> int:
    if word.startswith("-"):
        raise FilterError(f"{word}: a time takes no minus; until: is the other end of since:")
    try:
        return epoch_ms(value, now_ms)
    except NotAMoment as error:
        raise FilterError(f"{word.split(':')[0]}: {error}") from error


def _selection(terms: list[Term], times: dict[str, int]) -> Selection:
    """Put the words that an index leads to where the reader looks for them."""
    name = _first(terms, "name")
    message, session = _first(terms, "message"), _first(terms, "session")
    texts = sorted(_of(terms, "text"), key=lambda term: -len(term.value))
    taken = {*texts[:1], *filter(None, (name, message, session))}
    return Selection(
        since_ms=times.get("since"),
        until_ms=times.get("until"),
        name_prefix=name.value if name else "",
        session_id=session.value if session else None,
        message_id=message.value if message else None,
        text=texts[0].value if texts else "",
        terms=tuple(term for term in terms if term not in taken),
    )


def _of(terms: list[Term], field: Field) -> Iterator[Term]:
    return (term for term in terms if term.field == field and not term.negated)


def _first(terms: list[Term], field: Field) -> Term | None:
    return next(_of(terms, field), None)
