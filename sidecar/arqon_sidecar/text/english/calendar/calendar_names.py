"""Months and days of the week without a date: Jan-Mar, May 2024, Mon-Fri, Sat. and Sun."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import (
    DAY,
    DAYS,
    MONTH,
    month_called,
    year_words,
)
from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["BEFORE", "calendar_forms"]

_MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH}),?\s(?:(?P<year>1\d{{3}}|20\d\d)|'(?P<short>\d\d))(?![\w:/]|[.,-]\d)",
    re.IGNORECASE,
)
_SHORT_MONTH = re.compile(rf"(?P<month>{MONTH})", re.IGNORECASE)
_SHORT_DAY = re.compile(rf"(?P<day>{DAY})\.?", re.IGNORECASE)
_EITHER_MONTH = re.compile(rf"(?<![\w/])(?P<a>{MONTH})/(?P<b>{MONTH})(?![\w/])")
_OF_DAY = re.compile(r"(?P<day>Mon|Tues?|Wed|Thurs?|Thu|Fri)(?='s\b)")
BEFORE = words(
    "on this next last every in since until by of early late mid from to through and or between "
    "each till before after closed open due eod cob deadline exc. except excluding"
)
_IN = words("in since until by from through till due to next last this every")
_BESIDE_BEFORE = re.compile(
    rf"(?:{DAY}\.?(?:,|/|\s?&|,? and|,? or)\s?|\d:\d\d,?\s|\b(?:by|at|before) 1?\d\s"
    rf"|\b1?\d(?::\d\d)?[-–]1?\d(?::\d\d)?\s)$",
    re.IGNORECASE,
)
_BEHIND_TIME = re.compile(r"\d\s?[ap]\.?m\.?,?\s$", re.IGNORECASE)
_BESIDE_AFTER = re.compile(
    rf"(?:,|/|\s?&|,? and|,? or)\s?{DAY}|:\s\d"
    rf"|,?\s(?:{MONTH}|\(?\d|@|at\b|closed\b|noon|night|morning|evening"
    r"|afternoon|the\s\d{1,2}(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_TIME_NAME = re.compile(rf",?\s(?:{MONTH}|{DAY}|\w+day\b)", re.IGNORECASE)
_BEGINS = re.compile(r"(?::|\s[–—-])\s\S")
"""Behind the day of a plan: Mon: legs, Tue – arms."""
_OTHER_DAY = re.compile(r"\b(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|\w+day|[Tt]onight)\b")
"""Beside the Sun that is a day; the star may begin a line, too."""
_MARKS = re.compile(r"\s(?:\d{3,4}(?![\d:])|score|prep|test)")
"""Behind the SAT, a test."""
_STAR = re.compile(r"\b(?:[Tt]he|[Oo]ur|a) \Z")
"""In front of the Sun: 8 light minutes from the Sun (1 AU)."""
_ALSO_WORDS = frozenset({"sat", "sun", "wed", "weds"})
_GOES_ON = re.compile(r"\s[–—-]\s|[,;)]")
_LOWER = re.compile(r"[a-z'-]+,?")
_NO_SUBJECTS = frozenset({"Sat", "Wed", "Weds"})
"""Inside of a sentence a capital tells them from the verbs; the Sun has one, too."""
_ALSO_NAMES = frozenset({"Mar", "Jan", "Jun"})


def calendar_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Months with years, ranges of months and of days, short names of both."""

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
        Form(Kind.DATE, _OF_DAY, lambda m: _day(m["day"]), "[MTWF]"),
        Form(Kind.DATE, _SHORT_DAY, _short_day, r"[MTWFSmtwfs]"),
    )


def _day(written: str) -> str:
    return DAYS[written.lower()]


def _short_month(match: re.Match[str]) -> str | None:
    """A short month alone, which has a point or stands where a month does."""
    written = match["month"]
    name = written.rstrip(".")
    if name == month_called(name) or len(name) > 4:
        return None
    dotted = written.endswith(".")
    if name.isupper() and _before(match).endswith("% "):  # 6.9% APR.
        return None
    before = word_before(match)
    if name == "DEC" and before.lower() not in _IN and not before.isupper():
        return None  # a maker of computers
    known = before.lower() in BEFORE or before[-1:] in ":&" or before[:1].isdecimal()
    if name in _ALSO_NAMES and not known and _point(match):  # "asked Jan."
        return None
    beside = before.lower() in BEFORE and not match.string.startswith("'s", match.end())
    if not (dotted or (name not in _ALSO_NAMES and beside)):
        return None
    return month_called(name) + _point(match)


def _short_day(match: re.Match[str]) -> str | None:
    """A short day alone, which has a point or stands beside days, dates and times."""
    written, dotted = match["day"], match.group().endswith(".")
    plan = not _before(match).strip() or _before(match)[-2:] in (". ", "- ", "; ")
    begins = (
        plan
        and _BEGINS.match(match.string, match.end())
        and (
            written != "Sun"
            or _OTHER_DAY.search(match.string, max(0, match.start() - 200), match.end() + 200)
        )
    )
    timed = dotted and _BEHIND_TIME.search(_before(match))
    beside = (
        timed
        or begins
        or _BESIDE_BEFORE.search(_before(match))
        or _BESIDE_AFTER.match(match.string, match.end())
    )
    before = word_before(match).lower() in BEFORE
    word = written.lower() in _ALSO_WORDS
    if written.islower():
        sure = (before or bool(beside)) and dotted and written not in ("sat", "sun")
    elif word:
        named = written == "Sun" and _is_name_after(match) and not (dotted and (before or timed))
        named = named or (written == "Sun" and bool(_STAR.search(_before(match))))
        named = named or bool(written == "SAT" and _MARKS.match(match.string, match.end()))
        sure = (bool(beside) or before) and not named
        more = word_after(match).islower() or _GOES_ON.match(match.string, match.end())
        goes_on = written.istitle() and dotted and bool(more)
        sure = (
            sure
            or goes_on
            or bool(written in _NO_SUBJECTS and _LOWER.fullmatch(word_before(match)))
        )
    else:
        asked = match.string.startswith("?", match.end()) or written in ("Tues", "Thurs", "Fri")
        sure = bool(beside) or before or dotted or asked
    return _day(written) + _point(match) if sure else None


def _is_name_after(match: re.Match[str]) -> bool:
    return word_after(match).partition("'")[0].istitle() or match.string.startswith(
        "'s ", match.end()
    )


def _point(match: re.Match[str]) -> str:
    """A point that ends the sentence, too: before any capital but that of a day or a month."""
    more = _TIME_NAME.match(match.string, match.end())
    return point(match, any_capital=not more)


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 12) : match.start()]
