"""Ranges of months, days of the week and seasons: Jan-Mar, Mon-Fri, Monday–Friday, spring–fall."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import (
    BEFORE,
    DAY,
    DAYS,
    MONTH,
    month_called,
)
from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["calendar_range_forms"]

_TO = r"(?:\s?[-–—]\s?|\s(?:to|thru|(?P<through>through))\s)"
_EITHER = re.compile(
    r"(?P<a>(?:Jan|Feb|Mar|Apr|Jul|Aug|Sept?|Oct|Nov)\.?) (?P<link>and|or|&)"
    r" (?=(?:Feb|Apr|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
)
"""Beside another month, Jan and Mar are none of the names."""
_MONTHS = re.compile(rf"(?P<a>{MONTH}){_TO}(?P<b>{MONTH})(?!\.?\s\d{{1,2}}(?!\d))", re.IGNORECASE)
_TO_DATE = re.compile(
    rf"(?<=\d)\s?[-–—]\s?(?=(?:(?:{DAY}|[A-Z][a-z]{{2,5}}day)\.?,?\s)?{MONTH},?\s(?:\d{{1,2}}(?!\d)|\d{{4}}|'\d\d)"
    rf"|(?<=\d{{4}}\s[-–—]\s)\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH})",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"\b(?!(?i:{MONTH}|{DAY}))[A-Z][a-z]+ \d{{1,3}}\Z")
"""Day 1, Part 2: no date, of which a dash behind it would be the end."""
_SEASON = "(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
_TO_SEASON = re.compile(
    r"(?:(?<=[a-z] \d{4})|(?<=\b[Ss]pring)|(?<=\b[Ss]ummer)|(?<=\b[Ff]all)|(?<=\b[Ww]inter))"
    rf"\s?[-–—]\s?(?={_SEASON}\b)"
)
_DAYS = re.compile(rf"(?P<a>{DAY})\.?{_TO}(?P<b>{DAY})\.?(?:[-–](?P<c>{DAY})\.?)?", re.IGNORECASE)
"""Three of them have none between them: Mon-Wed-Fri."""
_FULL_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_BETWEEN_DAYS = re.compile(
    r"(?:(?<=[a-z]day)|(?<=[a-z]days))\s?[-–—]\s?"
    rf"(?={_FULL_DAY}(?!\w|'|\s(?:is|are|was|were|will|has|had|I|we|he|she|they)\b))"
)


def calendar_range_forms() -> tuple[Form, ...]:
    """They stand before the months and days alone."""

    def months(match: re.Match[str]) -> str:
        to = match["through"] or "to"
        return f"{month_called(match['a'])} {to} {month_called(match['b'])}{point(match)}"

    def either(match: re.Match[str]) -> str:
        link = "and" if match["link"] == "&" else match["link"]
        return f"{month_called(match['a'])} {link} "

    def days(match: re.Match[str]) -> str | None:
        small = match["a"].islower()
        if small and (word_before(match).lower() not in BEFORE or match["a"] == match["b"]):
            return None  # from sun to sun
        first, last = (DAYS[match[name].lower()] for name in "ab")
        if match["c"]:
            return f"{first} {last} {DAYS[match['c'].lower()]}{point(match)}"
        return f"{first} {match['through'] or 'to'} {last}{point(match)}"

    return (
        Form(
            Kind.RANGE,
            _TO_DATE,
            lambda m: " — " if _HEADED.search(back(m)) else " to ",
            r"[\s–—-]",
        ),
        Form(Kind.RANGE, _BETWEEN_DAYS, lambda _: " to ", r"[\s–—-]"),
        Form(Kind.RANGE, _TO_SEASON, lambda _: " to ", r"[\s–—-]"),
        Form(Kind.DATE, _EITHER, either, "[JFMASON]"),
        Form(Kind.RANGE, _MONTHS, months, r"[ADFJMNOSadfjmnos]"),
        Form(Kind.RANGE, _DAYS, days, r"[MTWFSmtwfs]"),
    )
