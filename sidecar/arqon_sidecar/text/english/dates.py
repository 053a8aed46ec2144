"""Dates."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["date_rules"]

_MONTHS = (
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
_SHORT = {month[:3].lower(): month for month in _MONTHS} | {"sept": "September"}
_MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
_MONTH += r"Sept(?:ember)?|Sep|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[1-9]|20)\d\d)"
_ISO = re.compile(r"(?<![\w-])" + _YEAR + r"-(?P<m>0[1-9]|1[0-2])-" + _DAY + r"(?![\w-]|:\d)")
_ISO_TIME = re.compile(r"(?<=\d\d-\d\d)T(?=\d\d:\d\d)")
_SLASHED = re.compile(r"(?<![\w/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?![\w/])")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?(?![\w:]|[.,]\d)")
_DAY_MONTH = re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?(?!\w)")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s{_YEAR}(?!\w)")
_WEEKDAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_WEEKDAY = re.compile(
    rf"\b(?P<short>{'|'.join(_WEEKDAYS)})\.?(?=,?\s(?:{_MONTH.replace('?P<month>', '?:')}|\d))"
)


def date_rules(numbers: Numbers, *, british: bool) -> tuple[Rule, ...]:
    """2024-05-03, 5/3/2024 (the day first in Britain), May 3, 3rd of May 2024, Jan. 1999."""

    def said(day: str, month: str, year: str | None) -> str:
        words = f"{month} {numbers.ordinal(int(day))}"
        if british:
            words = f"the {numbers.ordinal(int(day))} of {month}"
        return f"{words}, {numbers.year(int(year))}" if year else words

    def iso(match: re.Match[str]) -> str:
        return said(match["day"], _MONTHS[int(match["m"]) - 1], match["year"])

    def slashed(match: re.Match[str]) -> str | None:
        day, month = (match["a"], match["b"]) if british else (match["b"], match["a"])
        if int(month) > 12:
            day, month = month, day
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        year = match["year"] if len(match["year"]) == 4 else "20" + match["year"]
        return said(day, _MONTHS[int(month) - 1], year)

    def month_day(match: re.Match[str]) -> str:
        return f"{_whole(match)} {numbers.ordinal(int(match['day']))}" + _year(match, numbers)

    def day_month(match: re.Match[str]) -> str:
        day = numbers.ordinal(int(match["day"]))
        return f"the {day} of {_whole(match)}" + _year(match, numbers)

    def month_year(match: re.Match[str]) -> str:
        return f"{_whole(match)} {numbers.year(int(match['year']))}"

    return (
        Rule(_ISO_TIME, lambda _: ", "),
        Rule(_ISO, iso),
        Rule(_SLASHED, slashed),
        Rule(_WEEKDAY, lambda match: _WEEKDAYS[match["short"]]),
        Rule(_MONTH_DAY, month_day),
        Rule(_DAY_MONTH, day_month),
        Rule(_MONTH_YEAR, month_year),
    )


def _whole(match: re.Match[str]) -> str:
    name = match["month"]
    return _SHORT.get(name.lower(), name)


def _year(match: re.Match[str], numbers: Numbers) -> str:
    return f", {numbers.year(int(match['year']))}" if match["year"] else ""
