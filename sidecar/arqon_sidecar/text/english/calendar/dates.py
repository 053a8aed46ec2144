"""Dates in figures with their year: 2024-05-03, 25.12.2023, 5/3/2024."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.calendar.day_words import DATED
from arqon_sidecar.text.english.calendar.days import day_forms, goes_on, have_day_first
from arqon_sidecar.text.english.calendar.expiry import expiry_forms
from arqon_sidecar.text.english.calendar.names_of_time import (
    MONTH,
    MONTHS,
    date_words,
    in_figures,
    month_called,
)
from arqon_sidecar.text.english.code.programs import CAMEL, VERSIONED
from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["date_forms"]

_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ISO = re.compile(
    r"(?P<year>1\d{3}|20\d\d)(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2]|[1-9])(?P=mark)"
    rf"(?P<day>{_DAY})(?:T(?=\d\d:\d\d)|(?![\w/-]|[.:]\d))"
)
_FIGURES = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)['’]?(?P<year>(?:1\d|20)\d\d|\d\d)"
    r"(?![\w/-]|[.:]\d)"
)
_SPAN = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)\s?[-–]\s?"
    r"(?P<c>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?P=mark)(?P<year2>\d{4}|\d\d)(?![\w/-]|[.:]\d)"
)
_ISO_SPAN = re.compile(
    rf"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})(?:\s?–\s?|\s-\s|/)"
    rf"(?P<year2>20\d\d)-(?P<month2>0[1-9]|1[0-2])-(?P<day2>{_DAY})(?![\w/-]|[.:]\d)"
)
_LOGGED = re.compile(
    rf"(?P<day>{_DAY})/(?P<month>{MONTH})/(?P<year>20\d\d)(?::(?=\d\d:\d\d:\d\d)|(?![\w/:]))"
)
"""As web servers write them: 27/Nov/2026:10:15:32."""
_SHARED = words(
    "split rule ratio mix workout breathing method formation diet "
    "fertilizer fertiliser triple-double record"
)
"""What has three numbers that are no date: the 50-30-20 rule."""
_FERTILIZER = re.compile(r"\b(?:N-?P-?K|[Ff]ertili[sz]er)(?: is| of|:)? \Z")
_TIME_BEHIND = re.compile(r"\s\d{1,2}:\d\d")


def date_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Dates in figures; the day comes first in Britain, and everywhere where points part them."""
    say = _Dates(numbers)
    return (
        Form(Kind.RANGE, _ISO_SPAN, say.iso_span),
        Form(Kind.RANGE, _SPAN, say.span),
        Form(Kind.DATE, _ISO, say.iso),
        Form(Kind.DATE, _FIGURES, say.figures),
        Form(Kind.DATE, _LOGGED, say.logged),
        *expiry_forms(numbers),
        *day_forms(numbers),
    )


@dataclass(frozen=True, slots=True)
class _Dates:
    numbers: Numbers

    def iso(self, match: re.Match[str]) -> str | None:
        if goes_on(match) or self._is_version(match):
            return None
        joined = match.group().endswith("T")
        clock = ", " if joined else "," * bool(_TIME_BEHIND.match(match.string, match.end()))
        month = MONTHS[int(match["month"]) - 1]
        the = word_before(match) != "the"
        return date_words(match["day"], month, match["year"], self.numbers, the=the) + clock

    @staticmethod
    def _is_version(match: re.Match[str]) -> bool:
        """2026.4.1, where nothing says that it is a date; one digit for a month is no date's."""
        before = word_before(match)
        if match["mark"] != "." or before.lower().rstrip(",") in DATED:
            return False
        alone = not before and not word_after(match)
        padded = len(match["month"]) == len(match["day"]) == 2
        return _is_program(before) or not (padded or alone)

    def figures(self, match: re.Match[str]) -> str | None:
        if goes_on(match) or (match["mark"] == "." and self._is_section(match)):
            return None
        if word_after(match) in _SHARED or _FERTILIZER.search(back(match)):
            return " ".join(map(self.numbers.said, re.split("[-/.]", match.group())))
        return in_figures(
            match["a"], match["b"], match["year"], self.numbers, day_first=match["mark"] == "."
        )

    @staticmethod
    def _is_section(match: re.Match[str]) -> bool:
        """1.2.24 and "version 10.11.24", but 25.12.24 is a date."""
        padded = len(match["a"]) == len(match["b"]) == 2
        return len(match["year"]) == 2 and (not padded or _is_program(word_before(match)))

    def span(self, match: re.Match[str]) -> str | None:
        """1/1/24-12/31/24."""
        if goes_on(match):
            return None
        days = match["mark"] == "." or have_day_first(match)
        first = in_figures(match["a"], match["b"], match["year"], self.numbers, day_first=days)
        last = in_figures(match["c"], match["d"], match["year2"], self.numbers, day_first=days)
        return f"{first} to {last}" if first and last else None

    def iso_span(self, match: re.Match[str]) -> str | None:
        """2024-01-05/2024-02-01."""
        ends = (
            date_words(
                match["day" + n],
                MONTHS[int(match["month" + n]) - 1],
                match["year" + n],
                self.numbers,
            )
            for n in ("", "2")
        )
        return None if goes_on(match) else " to ".join(ends)

    def logged(self, match: re.Match[str]) -> str:
        month, the = month_called(match["month"]), word_before(match) != "the"
        said = date_words(match["day"], month, match["year"], self.numbers, the=the)
        return said + ", " * match.group().endswith(":")


def _is_program(word: str) -> bool:
    return word.lower() in VERSIONED or bool(CAMEL.search(word))
