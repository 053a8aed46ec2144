"""Several days of one month: May 3, 4 and 5; 3 & 4 May; the night of June 5/6."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.calendar.dates_in_words import (
    AFTER,
    DAY_OF_MONTH,
    NTH,
    YEAR,
    is_verb,
)
from arqon_sidecar.text.english.calendar.names_of_time import (
    MONTH,
    month_called,
    ordinal_of,
    year_words,
)
from arqon_sidecar.text.english.context import is_noun_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["several_day_forms"]

_DAY_PART = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE)
_AND = r",?\s(?:and|&|or)\s"
_NIGHT = rf"{DAY_OF_MONTH}/{DAY_OF_MONTH}"
"""Of two days: the night of June 5/6."""
_MONTH_DAYS = re.compile(
    rf"(?P<month>{MONTH})\s(?P<days>{NTH}(?:,\s{NTH}){{0,4}}{_AND}{NTH}|{_NIGHT}){AFTER}(?!\s?[-–]\s?\d){YEAR}",
    re.IGNORECASE,
)
_DAYS_MONTH = re.compile(
    rf"(?P<days>{NTH}(?:(?:,\s{NTH}){{0,4}}{_AND}|/){NTH})\s(?:of\s)?"
    rf"(?P<month>{MONTH})" + YEAR,
)
"""Several days of one month: May 3, 4 and 5; 3 & 4 May."""
_PARTS = words("1/2 2/3 3/4")
"""Days of a month that are parts of one sooner."""


def several_day_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before one day alone."""
    say = _Days(numbers)
    return (
        Form(Kind.DATE, _MONTH_DAYS, say.month_days, r"[ADFJMNOSadfjmnos]"),
        Form(Kind.DATE, _DAYS_MONTH, say.days_month),
    )


@dataclass(frozen=True, slots=True)
class _Days:
    numbers: Numbers

    def month_days(self, match: re.Match[str]) -> str | None:
        if is_verb(match, match["days"]) or (is_noun_after(match) and not match["year"]):
            return None
        if not (_are_next(match) and (match["year"] or match["days"] not in _PARTS)):
            return None
        return self._with_year(f"{month_called(match['month'])} {self._days(match)}", match)

    def days_month(self, match: re.Match[str]) -> str | None:
        if not _are_next(match):
            return None
        the = "the " * (word_before(match).lower() != "the")
        said = f"{the}{self._days(match)} of {month_called(match['month'])}"
        return self._with_year(said, match)

    def _days(self, match: re.Match[str]) -> str:
        """Third, fourth and fifth."""
        written = match["days"].replace("&", "and").replace("/", ", ")
        return _DAY_PART.sub(lambda part: ordinal_of(part.group(), self.numbers), written)

    def _with_year(self, said: str, match: re.Match[str]) -> str:
        year = match["year"] or match["short"]
        if year:
            return f"{said}, {year_words(year, self.numbers)}"
        ends = match.group().endswith(".") and ends_sentence(match.string, match.end())
        return said + "." * ends


def _are_next(match: re.Match[str]) -> bool:
    """Whether days with a slash follow each other: the night of June 5/6, 3rd/4th of May."""
    first, _, last = match["days"].partition("/")
    return not last or not first.isdecimal() or int(last) == int(first) + 1
