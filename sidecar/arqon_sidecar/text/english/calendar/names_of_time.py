"""The names of months and days, and how a date is put together."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.english.vocabulary import words

__all__ = [
    "BEFORE",
    "DAY",
    "DAYS",
    "MONTH",
    "MONTHS",
    "date_words",
    "in_figures",
    "month_called",
    "ordinal_of",
    "short_point",
    "year_words",
]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_BY_THREE = {month[:3].lower(): month for month in MONTHS}
_FULL = "|".join(MONTHS)
MONTH = rf"(?:{_FULL}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
"""A month in full or short, for a pattern that ignores case."""

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "tues": "Tuesday",
    "wed": "Wednesday",
    "weds": "Wednesday",
    "thu": "Thursday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
DAY = rf"(?:{'|'.join(sorted(DAYS, key=len, reverse=True))})(?!\w)"
"""A short day, for a pattern that ignores case."""
BEFORE = words(
    "on this next last every in since until by of early late mid from to through and or between "
    "each till before after closed open due eod cob deadline exc. except excluding"
)
"""Where a short name of a month or a day is one."""
_TIME_NAME = re.compile(rf",?\s(?:{MONTH}|{DAY}|\w+day\b)", re.IGNORECASE)


def month_called(written: str) -> str:
    """The month's full name, from any of its forms."""
    return _BY_THREE[written[:3].lower()]


def date_words(
    day: str, month: str, year: str | None, numbers: Numbers, *, the: bool = True
) -> str:
    """May third, twenty twenty four; in Britain the third of May, without "the" if it is there."""
    said = f"{month} {ordinal_of(day, numbers)}"
    if numbers.british:
        said = f"{'the ' * the}{ordinal_of(day, numbers)} of {month}"
    return f"{said}, {year_words(year, numbers)}" if year else said


def in_figures(
    first: str, second: str, year: str | None, numbers: Numbers, *, day_first: bool = False
) -> str | None:
    """5/3 as May third, in Britain and with `day_first` the other way round; None if it is no date.

    13/5 has its day first everywhere.
    """
    day, month = (first, second) if day_first or numbers.british else (second, first)
    if int(month) > 12:
        day, month = month, day
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return date_words(day, MONTHS[int(month) - 1], year, numbers)


def ordinal_of(day: str, numbers: Numbers) -> str:
    """The day of a month, written with or without its ending."""
    return numbers.ordinal(int("".join(filter(str.isdecimal, day))))


def year_words(written: str, numbers: Numbers) -> str:
    """A year of four digits, or of two: those from 40 on are of the last century."""
    if len(written) == 4:
        return numbers.year(int(written))
    return numbers.year(int(written) + (1900 if int(written) >= 40 else 2000))


def short_point(match: re.Match[str]) -> str:
    """A point that ends the sentence, too: before any capital but that of a day or a month."""
    more = _TIME_NAME.match(match.string, match.end())
    return point(match, any_capital=not more)
