"""Months without a day: May 2024, Jan/Feb, in Sept."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import (
    BEFORE,
    MONTH,
    month_called,
    short_point,
    year_words,
)
from arqon_sidecar.text.english.calendar.short_days import short_day_forms
from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["calendar_forms"]

_MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH}),?\s(?:(?P<year>1\d{{3}}|20\d\d)|'(?P<short>\d\d))(?![\w:/]|[.,-]\d)",
    re.IGNORECASE,
)
_SHORT_MONTH = re.compile(rf"(?P<month>{MONTH})", re.IGNORECASE)
_EITHER_MONTH = re.compile(rf"(?<![\w/])(?P<a>{MONTH})/(?P<b>{MONTH})(?![\w/])")
_IN = words("in since until by from through till due to next last this every")
_ALSO_NAMES = frozenset({"Mar", "Jan", "Jun"})


def calendar_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Months with years, and short names of months and of days of the week."""

    def month_year(match: re.Match[str]) -> str | None:
        if match["month"] in ("may", "march") and word_before(match).lower() not in BEFORE:
            return None
        year = year_words(match["year"] or match["short"], numbers)
        return f"{month_called(match['month'])} {year}"

    return (
        Form(Kind.DATE, _MONTH_YEAR, month_year, r"[ADFJMNOSadfjmnos]"),
        Form(
            Kind.DATE,
            _EITHER_MONTH,
            lambda m: f"{month_called(m['a'])}, {month_called(m['b'])}",
            "[ADFJMNOS]",
        ),
        Form(Kind.DATE, _SHORT_MONTH, _short_month, r"[ADFJNOSM]"),
        *short_day_forms(),
    )


def _short_month(match: re.Match[str]) -> str | None:
    """A short month alone, which has a point or stands where a month does."""
    written = match["month"]
    name = written.rstrip(".")
    if name == month_called(name) or len(name) > 4:
        return None
    dotted = written.endswith(".")
    if name.isupper() and back(match).endswith("% "):  # 6.9% APR.
        return None
    before = word_before(match)
    if name == "DEC" and before.lower() not in _IN and not before.isupper():
        return None  # a maker of computers
    known = before.lower() in BEFORE or before[-1:] in ":&" or before[:1].isdecimal()
    if name in _ALSO_NAMES and not known and short_point(match):  # "asked Jan."
        return None
    beside = before.lower() in BEFORE and not match.string.startswith("'s", match.end())
    if not (dotted or (name not in _ALSO_NAMES and beside)):
        return None
    return month_called(name) + short_point(match)
