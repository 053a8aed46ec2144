"""Days of the week by one or two letters: Tu to Th, Mo-Fr, M/W/F, TTh, Th 3pm."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import DAYS
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["weekday_forms", "workday_form"]

_NAMES = {name[:2]: name for name in DAYS.values()} | {"M": "Monday", "T": "Tuesday"}
_NAMES |= {"W": "Wednesday", "R": "Thursday", "F": "Friday"}
_DAY = "Mo|Tu|We|Th|Fr|Sa|Su"
_TO = r"\s?[-–—]\s?|\s(?:to|thru|through)\s"
_JOINT = rf"(?:{_TO}|\s?[/&]\s?|,\s?|\s(?:and|or)\s)"
_ROW = re.compile(rf"(?<![\w'/&-])(?:{_DAY})\.?(?:{_JOINT}(?:{_DAY})\b\.?){{1,6}}(?![\w'/&-])")
_AT = r"(?=,?\s\d{1,2}(?::\d\d|/\d{1,2}(?![\w/])|\s?[ap]\.?m|\s?[-–]\s?\d))"
"""A time behind it."""
_LETTER = "(?:Mo?|Tu?|W|Th|F)"
_LETTERS = re.compile(
    rf"(?<![\w'/&-])(?:(?={_LETTER}?/?(?:T[hu]|W/F)|Tu/|M/T/){_LETTER}(?:/{_LETTER}){{1,4}}|M/W/F|M-W-F|T/R"
    rf"|MWF|Tu?Th|(?:MW|TR|MTWThF?){_AT})(?![\w'/&-])"
)
"""As in a timetable; MW and TR only in front of the time."""
_PART = re.compile(rf"(?P<day>{_DAY}|[MTWRF])\.?|(?P<to>{_TO})|(?P<word>and|or|&)|.", re.DOTALL)
_TIMED = re.compile(
    rf"(?<![\w'-])(?P<day>Mo|Tu|Th|Fr|Sa|Su)\.?(?:{_AT}|(?= closed\b)"
    r"|(?=\s(?:till?|until)\s\d)|(?<=Tu\.|Th\.)(?=[,;]|\Z))"
    r"|(?:(?<=\b[Oo]n )|(?<=\b[Bb]y )|(?<=\bEOD )|(?<=\bCOB )|(?<=\bnext )|(?<=\b[Uu]ntil ))"
    r"(?P<on>Mo|Tu|Th|Fr|Sa|Su)\.(?!\w)"
    r"|(?:(?<!.)|(?<=\bor )|(?<=\bon )|(?<=\band )|(?<=, )|(?<=: ))(?P<letter>[MTWF])"
    r"(?=\s\d{1,2}/\d{1,2}(?![\w/]))"
)

_WORKDAYS = re.compile(
    r"(?<![\w-])(?P<a>M|Tu?|W|Th|Fr?|Sa|Su)[-–](?P<b>(?<=[uahF]-)M|Tu|W|Th|F|Sa|Su)(?:urs|u|ri|t|n)?\b\.?(?![\w&-])"
)
_WORKDAY = {
    "M": "Monday", "T": "Tuesday", "Tu": "Tuesday", "W": "Wednesday", "Th": "Thursday",
    "F": "Friday", "Fr": "Friday", "Sa": "Saturday", "Su": "Sunday", "S": "Saturday",
}  # fmt: skip
_LATER = re.compile(
    r"(?<=[,;] )(?P<day>Tu?|W|Th|F|Sa|Su|S)"
    r"(?=:?\s(?:\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m|\s?[-–])|noon\b|closed\b))"
)
_EARLIER = re.compile(r"(?<![\w-])(?:M|Tu?|W|Th)[-–](?:W|Th|F):? \d[^.!?]{0,30}\Z")
"""Times of other days, so that F is one: M-Th 8-5, F 8-noon."""
_BEFORE_TIME = re.compile(r":?,?\s(?:\d|(?:only|after|before|until|from)\b)")
_AT_WORK = re.compile(
    r"(?:\d\s?[ap]\.?m\.?|\d:\d\d|\d(?:[-–]| to )\d{1,2}|\b(?:open|hours|available|avail\.|call"
    r"|weekdays|closed|only|OOO|off|works?|working|daily)):?,?"
    r" \(?\Z",
    re.IGNORECASE,
)
"""Times beside two days of the week."""


def workday_form() -> Form:
    """M-F beside a time. It stands before what takes M-F for two letters."""
    return Form(Kind.RANGE, _WORKDAYS, _workdays, "[MTWFS]")


def weekday_forms() -> tuple[Form, ...]:
    """Two of them beside each other, or one of two letters in front of a time."""
    return (
        Form(Kind.DATE, _ROW, _row, "[FMSTW]"),
        Form(Kind.DATE, _LETTERS, _row, "[MTW]"),
        Form(Kind.DATE, _LATER, _later, "[TWFS]"),
        Form(
            Kind.DATE,
            _TIMED,
            lambda m: _NAMES[m["day"] or m["on"] or m["letter"]] + point(m),
            "[FMSTW]",
        ),
    )


def _row(match: re.Match[str]) -> str | None:
    """Tu, Th; but "Mo, We need you" is a name and a word."""
    written = match.group().replace("M-W-F", "M/W/F")
    parts = list(_PART.finditer(written))
    days = [part["day"] for part in parts if part["day"]]
    if len(days) == 2 and "," in written and not {"Tu", "Th"} & set(days):
        return None
    said = (_said(part) for part in parts)
    return " ".join(filter(None, said)).replace(" ,", ",") + point(match)


def _later(match: re.Match[str]) -> str | None:
    return _WORKDAY[match["day"]] if _EARLIER.search(back(match)) else None


def _said(part: re.Match[str]) -> str:
    if part["day"]:
        return _NAMES[part["day"]]
    if part["to"]:
        return "to"
    if part["word"]:
        return "and" if part["word"] == "&" else part["word"]
    return "," * (part.group() == ",")


def _workdays(match: re.Match[str]) -> str | None:
    """M-F 9-5, open M-F, 8am-4pm M-F; M-F are two letters elsewhere."""
    timed = _BEFORE_TIME.match(match.string, match.end()) or _AT_WORK.search(back(match))
    if not timed:
        return None
    return f"{_WORKDAY[match['a']]} to {_WORKDAY[match['b']]}{point(match)}"
