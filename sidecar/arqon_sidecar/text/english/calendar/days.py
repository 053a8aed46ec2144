"""Days in figures without a year: on 6/12, Fri 12/24-12/26; 3/4 alone is a fraction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.calendar.day_place import goes_on, has_event_behind, is_day
from arqon_sidecar.text.english.calendar.day_words import (
    ALSO_OF_PARTS,
    BEHIND_TIME,
    CHANGES_BY,
    COMMON_PARTS,
    DATED,
    EVENT,
    HAS_SOLD,
    LEVEL,
    LINKING,
    RETURNS,
    TIMES_OF_DAY,
)
from arqon_sidecar.text.english.calendar.names_of_time import in_figures, ordinal_of
from arqon_sidecar.text.english.context import (
    back,
    is_noun_after,
    unclosed,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.numbers.known_slashes import is_cable
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["day_forms", "goes_on", "have_day_first"]

_DAY_ALONE = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:[-–](?P<to>1[3-9]|2\d|3[01]))?(?![\w/%]|[.,]\d)"
)
"""June 14, or from then to the 15th: 6/14-15."""
_DAYS = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})\s?[-–]\s?(?P<c>\d{1,2})/(?P<d>\d{1,2})(?![\w/%]|[.,]\d)"
)

_COMMON_BELOW = words("2 3 4 5 6 8 10 12 16 32 64")


def day_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Days, where a word, an event or the time beside them says that they are no fractions."""
    say = _Days(numbers)
    return (
        Form(Kind.RANGE, _DAYS, say.days),
        Form(Kind.DATE, _DAY_ALONE, say.day_alone),
    )


def have_day_first(match: re.Match[str]) -> bool:
    """Whether a/b to c/d are two days, of which one could not have its month first: 24/12-2/1."""
    late = {name: int(match[name]) > 12 for name in "abcd"}
    return (late["a"] or late["c"]) and not (late["b"] or late["d"])


def _are_no_parts(match: re.Match[str]) -> bool:
    """3/12–4/11: nobody counts twelfths up to elevenths."""
    below = {match["b"], match["d"]}
    return len(below) > 1 and not below <= _COMMON_BELOW and match["a"] != match["c"]


def _is_length(match: re.Match[str]) -> bool:
    """Roll it to 1/8"; but a quotation may end behind a day."""
    return match.string.startswith(('"', "″"), match.end()) and not unclosed(match, '"')


@dataclass(frozen=True, slots=True)
class _Days:
    numbers: Numbers

    def day_alone(self, match: re.Match[str]) -> str | None:
        before = word_before(match).lower().rstrip(",")
        tested = before in ("test", "quiz", "exam") and int(match["b"]) < int(match["a"]) <= 12
        to = match["to"]
        if to and not (int(match["a"]) <= 12 and int(match["b"]) < int(to)):
            return None
        named = to or before in DATED or tested or BEHIND_TIME.search(back(match)) or is_day(match)
        if (
            match.group() in ("9/11", "24/7")
            or _is_length(match)
            or is_cable(match)
            or not named
            or LEVEL.search(back(match))
            or word_after(match) in ("of", "a")
        ):
            return None
        if match.group() in COMMON_PARTS and HAS_SOLD.search(back(match)):
            return None
        if CHANGES_BY.search(back(match)):
            return None
        if before == "back" and not RETURNS.search(back(match)):
            return None
        part = match.group() in COMMON_PARTS and word_after(match) not in TIMES_OF_DAY
        event = has_event_behind(match)
        if (
            (part or before in ALSO_OF_PARTS | {""} | LINKING)
            and is_noun_after(match)
            and not event
        ):
            return None
        said = in_figures(match["a"], match["b"], None, self.numbers)
        return f"{said} to {ordinal_of(to, self.numbers)}" if said and to else said

    def days(self, match: re.Match[str]) -> str | None:
        """12/24-12/26, but 1/4-1/2 cup."""
        dated = word_before(match).lower().rstrip(",") in DATED or EVENT.search(back(match))
        late = max(int(match[name]) for name in "abcd") > 12
        # Parts of one go up: 3/8-3/4; days of one month do so by their second number.
        same = match["a"] == match["c"] != "1" and int(match["b"]) < int(match["d"])
        late = late or same or _are_no_parts(match)
        falls = match["a"] == match["c"] and int(match["b"]) >= int(match["d"])
        if falls or goes_on(match) or not (late or dated) or is_noun_after(match):
            return None
        days = have_day_first(match)
        first = in_figures(match["a"], match["b"], None, self.numbers, day_first=days)
        last = in_figures(match["c"], match["d"], None, self.numbers, day_first=days)
        return f"{first} to {last}" if first and last else None
