"""Dates in figures: 2024-05-03, 25.12.2023, 5/3/2024, 03/2027, on 6/12."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    back,
    is_noun_after,
    is_plural_after,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.fractions import STEPS
from arqon_sidecar.text.english.names_of_time import DAY, DAYS, MONTHS, date_words
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
_SPAN = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)\s?[-–]\s?"
    r"(?P<c>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?P=mark)(?P<year2>\d{4}|\d\d)(?![\w/-]|[.:]\d)"
)
_ISO_SPAN = re.compile(
    rf"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})(?:\s?–\s?|\s-\s|/)"
    rf"(?P<year2>20\d\d)-(?P<month2>0[1-9]|1[0-2])-(?P<day2>{_DAY})(?![\w/-]|[.:]\d)"
)
_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/-]|[.:]\d)")
_TIME_BEHIND = re.compile(r"\s\d{1,2}:\d\d")
_DAY_ALONE = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%]|[.,]\d)")
_DAYS = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})\s?[-–]\s?(?P<c>\d{1,2})/(?P<d>\d{1,2})(?![\w/%]|[.,]\d)"
)
_DATED = words(
    "on by due until till since before after from to between starting ending dated date: "
    "deadline: expires thru through til airs premieres opens closes leaves departs returns ends "
    "exp. rec'd received recd begins starts effective born"
) | {name.lower() for name in DAYS.values()}
"""Words that make a date of 6/12."""
_WEEKDAY = re.compile(rf"(?<!\w){DAY}\.?,?\s\(?\Z", re.IGNORECASE)
_BEHIND_TIME = re.compile(rf"{_WEEKDAY.pattern}|\d\s?[ap]\.?m\.?,?\s\Z", re.IGNORECASE)
_EXPIRY = re.compile(r"(?P<month>0[1-9]|1[0-2])/(?P<year>2[4-9]|3[0-5])(?![\w/-]|[.:]\d)")
_EXPIRES = re.compile(
    r"\b(?:exp(?:iry|ires)?\.?|valid thru|good thru)(?: date)?:? \Z", re.IGNORECASE
)
"""In front of the month and the year up to which a card is valid."""
_EVENT = re.compile(
    r"\b(?:birthday|bday|anniversary|christmas|xmas|halloween|thanksgiving|new year'?s?"
    r"|valentine'?s|easter|deadline|due|appointment|appt|meeting|mtg|party|wedding|trip|flight|event|concert"
    r"|exam|midterm|payment|rent|released?|launch(?:es)?|eod|cob|rsvp|arriv\w+|deliver\w+|schedul\w+"
    r"|booked|expir\w+|begins|starts|ends|check-?(?:in|out)|vacation|holiday|closed|calendar"
    r"|reminder|cleared|posted|shipped|signed|filed|mailed|week of|dated?|available"
    r"|ships|today|tomorrow|tonight|renew\w*)\b[^.!?]*\Z",
    re.IGNORECASE,
)
"""What takes place on a day, in front of the day."""
_MOMENT = re.compile(
    r",?\s(?:at|@)\s?\d{1,2}(?::\d\d)?(?![:\d])|,?\s\d{1,2}(?::\d\d)?\s?[ap]m?\b|\s?\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
"""The time of the day, or its weekday, behind it."""
_COMMON_PARTS = words("1/2 1/3 2/3 1/4 3/4 1/5 1/8 3/8 5/8 7/8 9/11 1/1")
_ALSO_OF_PARTS = words("to from by before after between")
"""Those of them that also stand before "3/4 inch"."""
_NO_TOTALS = frozenset({13, 14, 17, 18, 19, 21, 22, 23, 26, 27, 28, 29, 31})
_CALCULATED = re.compile(r"[-=+*/×÷^(] ?\Z")
_LINKING = words("is was are were")
_RATED = re.compile(
    r"\b(?:rat\w+|scor\w+|grade\w*|got|gave|pain|only|about|over)\b[^.!?]*\Z", re.IGNORECASE
)


def date_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Dates in figures; the day comes first in Britain, and everywhere where points part them."""
    say = _Dates(numbers)
    return (
        Form(Kind.RANGE, _ISO_SPAN, say.iso_span),
        Form(Kind.RANGE, _SPAN, say.span),
        Form(Kind.DATE, _ISO, say.iso),
        Form(Kind.DATE, _FIGURES, say.figures),
        Form(Kind.DATE, _MONTH_YEAR, say.month_year),
        Form(Kind.DATE, _EXPIRY, say.expiry),
        Form(Kind.RANGE, _DAYS, say.days),
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

    def span(self, match: re.Match[str]) -> str | None:
        """1/1/24-12/31/24."""
        if _goes_on(match):
            return None
        points = match["mark"] == "."
        first = self._said(match, match["year"], day_first=points)
        last = self._said(match, match["year2"], day_first=points, names=("c", "d"))
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
        return None if _goes_on(match) else " to ".join(ends)

    def month_year(self, match: re.Match[str]) -> str:
        return f"{MONTHS[int(match['month']) - 1]} {self.numbers.year(int(match['year']))}"

    def expiry(self, match: re.Match[str]) -> str | None:
        """Exp. 08/27; 12/31 is a day."""
        padded = match["month"][0] == "0"
        if not (padded and _EXPIRES.search(back(match))):
            return None
        return f"{MONTHS[int(match['month']) - 1]} {self.numbers.year(2000 + int(match['year']))}"

    def day_alone(self, match: re.Match[str]) -> str | None:
        before = word_before(match).lower().rstrip(",")
        named = before in _DATED or _BEHIND_TIME.search(back(match)) or _is_day(match)
        if match.group() == "9/11" or not named or word_after(match) in ("of", "a"):
            return None
        if before in _ALSO_OF_PARTS | {""} | _LINKING and is_noun_after(match):
            return None
        return self._said(match, None, day_first=False)

    def days(self, match: re.Match[str]) -> str | None:
        """12/24-12/26, but 1/4-1/2 cup."""
        dated = word_before(match).lower().rstrip(",") in _DATED or _EVENT.search(back(match))
        late = max(int(match[name]) for name in "abcd") > 12
        if _goes_on(match) or not (late or dated) or is_noun_after(match):
            return None
        first = self._said(match, None, day_first=False)
        last = self._said(match, None, day_first=False, names=("c", "d"))
        return f"{first} to {last}" if first and last else None

    def _said(
        self,
        match: re.Match[str],
        year: str | None,
        *,
        day_first: bool,
        names: tuple[str, str] = ("a", "b"),
    ) -> str | None:
        day, month = match[names[0]], match[names[1]]
        if not (day_first or self.numbers.british):
            day, month = month, day
        if int(month) > 12:
            day, month = month, day
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        return date_words(day, MONTHS[int(month) - 1], year, self.numbers)


def _is_day(match: re.Match[str]) -> bool:
    """Whether what stands around makes a day of 12/25: an event, a time, or nothing at all."""
    if match.group() in _COMMON_PARTS or match["b"] in ("16", "32") or _goes_on(match):
        return False
    before = back(match)
    front, rear = before.strip(), match.string[match.end() :].split("\n", 1)[0].strip(" .!?")
    if not front and (not rear or rear.startswith(":")):
        return int(match["a"]) <= 12 and (rear != "" or 12 < int(match["b"]) <= 31)
    if _RATED.search(before) or is_plural_after(match) or _CALCULATED.search(before):
        return False
    return bool(
        _EVENT.search(before) or _MOMENT.match(match.string, match.end()) or _is_no_score(match)
    )


def _is_no_score(match: re.Match[str]) -> bool:
    """5/31: nobody counts out of thirty one. Days and steps of so many stay what they are."""
    day, month = sorted((int(match["a"]), int(match["b"])), reverse=True)
    front = word_before(match).lower().rstrip(":")
    behind = match.string[match.end() :][:2]
    counted = front in STEPS or behind.startswith(("]", " +", " -", " =", " *", " ×"))
    return day in _NO_TOTALS and month <= 12 and not counted


def _is_program(word: str) -> bool:
    return word.lower() in VERSIONED or bool(CAMEL.search(word))


def _goes_on(match: re.Match[str]) -> bool:
    """Whether what looks like a date is the end of something longer."""
    return match.string[max(0, match.start() - 1) : match.start()] in ("/", "-", ".")
