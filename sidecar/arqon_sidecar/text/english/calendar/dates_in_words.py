"""Dates with the month in letters: May 3, June 5-7, the 3rd of May 2024, 15-Jan-2020."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.calendar.names_of_time import (
    MONTH,
    date_words,
    month_called,
    ordinal_of,
    year_words,
)
from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["AFTER", "DAY_OF_MONTH", "NTH", "YEAR", "is_verb", "worded_date_forms"]

DAY_OF_MONTH = r"(?:[12]\d|3[01]|0?[1-9])"
NTH = rf"{DAY_OF_MONTH}(?:st|nd|rd|th)?\b(?!\.\d)"
YEAR = r"(?:,?\s(?P<year>1\d{3}|20\d\d)(?![\w:/]|[.,-]\d)|,?\s'(?P<short>\d\d)(?!\w))?"
_TO = r"(?:\s?[-–—]\s?|\s(?P<to>to|through|until)\s)"
AFTER = r"(?![\w/%°]|[.,:]\d|-\d)"
_MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH})\s(?P<day>{NTH})(?:{_TO}(?:(?P<month2>{MONTH})\s)?(?P<day2>{NTH}))?"
    rf"{AFTER}{YEAR}",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?P<day>{NTH})(?:{_TO}(?P<day2>{NTH}))?(?:\s(?P<of>of\s)?|-|\.(?=[A-Z][a-z]{{2}}\.\d))(?P<month>{MONTH})"
    rf"(?:[-.](?P<dashed>(?:1\d|20)?\d\d)(?![\w.,]\w|\w|\s{MONTH}))?" + YEAR,
    re.IGNORECASE,
)
_IN_LOWER_CASE = words(
    "on in by due until till since before after from of this next last every ends starts"
)
"""Words that make a month of "may" and "march"."""
_SMALL = re.compile(r"january|february|april|june|july|august|september|october|november|december")
_SHORT_SMALL = re.compile(r"(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\.?")
_LEADING = re.compile(r"(?:^|[.!?]\s)(?:On|By|Since|Until|From|Before|After)(?: the)? \Z")
"""In front of a day that its sentence begins with: on 3 Feb. NASA launched."""


def worded_date_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Days with a month in letters, and ranges of them."""
    say = _Dates(numbers)
    return (
        Form(Kind.DATE, _MONTH_DAY, say.month_day, r"[ADFJMNOSadfjmnos]"),
        Form(Kind.DATE, _DAY_MONTH, say.day_month),
    )


@dataclass(frozen=True, slots=True)
class _Dates:
    numbers: Numbers

    def month_day(self, match: re.Match[str]) -> str | None:
        if is_verb(match, match["day"]) or _marches(match):
            return None
        month, the = month_called(match["month"]), word_before(match).lower() != "the"
        year = match["year"] or match["short"]
        if not match["day2"]:
            return date_words(match["day"], month, year, self.numbers, the=the)
        to = match["to"] or "to"
        if match["month2"]:
            first = date_words(match["day"], month, None, self.numbers, the=the)
            last_month = month_called(match["month2"])
            return f"{first} {to} {date_words(match['day2'], last_month, year, self.numbers)}"
        first, last = (ordinal_of(match[name], self.numbers) for name in ("day", "day2"))
        said = f"{month} {first} {to} {last}"
        if self.numbers.british:
            said = f"{'the ' * the}{first} {to} the {last} of {month}"
        return f"{said}, {year_words(year, self.numbers)}" if year else said

    def day_month(self, match: re.Match[str]) -> str | None:
        sure = match["of"] or not match["day"].isdecimal()
        year = match["year"] or match["short"] or match["dashed"]
        if not (sure or year or match["month"][0].isupper() or _is_small_month(match)):
            return None
        day = ordinal_of(match["day"], self.numbers)
        if match["day2"]:
            last = ordinal_of(match["day2"], self.numbers)
            day += f" {match['to'] or 'to'} {'the ' * self.numbers.british}{last}"
        before = word_before(match).lower()
        the = "the " * (before != "the")
        said = f"{the}{day} of {month_called(match['month'])}"
        if year:
            return f"{said}, {year_words(year, self.numbers)}"
        dotted, leads = match.group().endswith("."), _LEADING.search(back(match))
        ends = dotted and ends_sentence(match.string, match.end(), any_capital=not leads)
        return said + "." * ends


def _marches(match: re.Match[str]) -> bool:
    """March 10 miles a day."""
    far = word_after(match) in ("miles", "mile", "km", "kilometers", "blocks", "steps")
    return match["month"] == "March" and match["day"].isdecimal() and far


def _is_small_month(match: re.Match[str]) -> bool:
    """On 5 jan, 5 january; "may" and "march" are words."""
    if _SMALL.fullmatch(match["month"]):
        return True
    short = _SHORT_SMALL.fullmatch(match["month"])
    return bool(short) and word_before(match).lower() in _IN_LOWER_CASE


def is_verb(match: re.Match[str], day: str) -> bool:
    """Whether "may" or "march" in lower case is no month: "you may 5 times"."""
    if match["month"] not in ("may", "march") or not day[-1].isdecimal():
        return False
    return not match["year"] and word_before(match).lower() not in _IN_LOWER_CASE
