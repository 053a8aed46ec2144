"""Short names of days of the week, where they are no words: Sat. and Sun., Mon: legs."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import (
    BEFORE,
    DAY,
    DAYS,
    MONTH,
    short_point,
)
from arqon_sidecar.text.english.context import word_after, word_before
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["short_day_forms"]

_SHORT_DAY = re.compile(rf"(?P<day>{DAY})\.?", re.IGNORECASE)
_OF_DAY = re.compile(r"(?P<day>Mon|Tues?|Wed|Thurs?|Thu|Fri)(?='s\b)")
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


def short_day_forms() -> tuple[Form, ...]:
    """A day that owns something, and one alone."""
    return (
        Form(Kind.DATE, _OF_DAY, lambda m: _day(m["day"]), "[MTWF]"),
        Form(Kind.DATE, _SHORT_DAY, _short_day, r"[MTWFSmtwfs]"),
    )


def _day(written: str) -> str:
    return DAYS[written.lower()]


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
    return _day(written) + short_point(match) if sure else None


def _is_name_after(match: re.Match[str]) -> bool:
    return word_after(match).partition("'")[0].istitle() or match.string.startswith(
        "'s ", match.end()
    )


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 12) : match.start()]
