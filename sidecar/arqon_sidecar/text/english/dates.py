"""Dates in figures: 2024-05-03, 25.12.2023, 5/3/2024, 03/2027, on 6/12."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import is_noun_after, word_after, word_before
from arqon_sidecar.text.english.names_of_time import DAYS, MONTHS, date_words
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.versions import CAMEL, VERSIONED
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["date_forms"]

_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ISO = re.compile(
    r"(?P<year>1\d{3}|20\d\d)(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2]|[1-9])(?P=mark)"
    rf"(?P<day>{_DAY})(?:T(?=\d\d:\d\d)|(?![\w/-]|[.:]\d))"
)
_FIGURES = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:1\d|20)\d\d|\d\d)"
    r"(?![\w/-]|[.:]\d)"
)
_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/-]|[.:]\d)")
_TIME_BEHIND = re.compile(r"\s\d{1,2}:\d\d")
_DAY_ALONE = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%]|[.,]\d)")
_DATED = words(
    "on by due until till since before after from to between starting ending dated date: "
    "deadline: expires"
) | {day for name in DAYS.values() for day in (name.lower(), name.lower()[:3])}
"""Words that make a date of 6/12."""
_ALSO_OF_PARTS = words("to from by before after between")
"""Those of them that also stand before "3/4 inch"."""


def date_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Dates in figures; the day comes first in Britain, and everywhere where points part them."""
    say = _Dates(numbers)
    return (
        Form(Kind.DATE, _ISO, say.iso),
        Form(Kind.DATE, _FIGURES, say.figures),
        Form(Kind.DATE, _MONTH_YEAR, say.month_year),
        Form(Kind.DATE, _DAY_ALONE, say.day_alone),
    )


@dataclass(frozen=True, slots=True)
class _Dates:
    numbers: Numbers

    def iso(self, match: re.Match[str]) -> str | None:
        if _goes_on(match) or self._is_version(match):
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
        if match["mark"] != "." or before.lower().rstrip(",") in _DATED:
            return False
        alone = not before and not word_after(match)
        padded = len(match["month"]) == len(match["day"]) == 2
        return _is_program(before) or not (padded or alone)

    def figures(self, match: re.Match[str]) -> str | None:
        if _goes_on(match) or (match["mark"] == "." and self._is_section(match)):
            return None
        if word_after(match) in ("split", "rule", "ratio", "mix"):
            return " ".join(self.numbers.said(part) for part in match.group().split("/"))
        return self._said(match, match["year"], day_first=match["mark"] == ".")

    @staticmethod
    def _is_section(match: re.Match[str]) -> bool:
        """1.2.24 and "version 10.11.24", but 25.12.24 is a date."""
        padded = len(match["a"]) == len(match["b"]) == 2
        return len(match["year"]) == 2 and (not padded or _is_program(word_before(match)))

    def month_year(self, match: re.Match[str]) -> str:
        return f"{MONTHS[int(match['month']) - 1]} {self.numbers.year(int(match['year']))}"

    def day_alone(self, match: re.Match[str]) -> str | None:
        before = word_before(match).lower().rstrip(",")
        if match.group() == "9/11" or before not in _DATED or word_after(match) in ("of", "a"):
            return None
        if before in _ALSO_OF_PARTS and is_noun_after(match):
            return None
        return self._said(match, None, day_first=False)

    def _said(self, match: re.Match[str], year: str | None, *, day_first: bool) -> str | None:
        day, month = match["a"], match["b"]
        if not (day_first or self.numbers.british):
            day, month = month, day
        if int(month) > 12:
            day, month = month, day
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        return date_words(day, MONTHS[int(month) - 1], year, self.numbers)


def _is_program(word: str) -> bool:
    return word.lower() in VERSIONED or bool(CAMEL.search(word))


def _goes_on(match: re.Match[str]) -> bool:
    """Whether what looks like a date is the end of something longer."""
    return match.string[max(0, match.start() - 1) : match.start()] in ("/", "-", ".")
