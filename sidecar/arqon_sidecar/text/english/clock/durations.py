"""Lengths of time in several units: 1h 30m."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.clock.clock import minute_words
from arqon_sidecar.text.english.context import back, modifies, word_before
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["duration_forms"]

_PART = re.compile(
    r"(?P<number>\d{1,6}(?:\.\d{1,3})?)\s?(?P<unit>years?|yrs?|y|months?|mos?|weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|min|m"
    r"|seconds?|secs?|s|ms)?(?![^\W\d_])\.?"
)
_WHOLE = re.compile(
    r"(?<![\w.,:])(?:\d{1,3}\s?(?:years?|yrs?|y),?\s?)?(?:\d{1,2}\s?(?:months?|mos?),?\s?)?"
    r"(?:\d{1,6}\s?(?:weeks?|wks?|w),?\s?)?(?:\d{1,6}\s?(?:days?|d),?\s?)?(?:\d{1,6}\s?(?:hours?|hrs?|hr|h)\.?,?\s?)?"
    r"(?:\d{1,6}\s?(?:minutes?|mins?|min|m)\.?,?\s?)?"
    r"(?:\d{1,6}(?:\.\d{1,3})?\s?(?:seconds?|secs?|s))?(?<![\s.,])(?!\w)(?:\.(?=[,;)]|\s[a-z(]))?"
)
_HOURS_ONLY = re.compile(
    r"(?<![\w.,:])(?P<hours>\d{1,3})h(?P<minutes>[0-5]\d)(?!\w)(?P<of>(?= of\b))?"
)
_UP_TO = re.compile(r"(?:(?<=\dh)|(?<=\dh[0-5]\d))\s?[-–]\s?(?=\d{1,2}h(?:[0-5]\d)?(?!\w))")
"""Between hours as in France: 18h30–20h."""
_CLOCK = words("at by until till @ around")
"""In front of a time of the day: at 14h30."""
_MINUTES = re.compile(
    r"(?<![\w.,:$€£-])(?:(?P<from>\d{1,3})m?\s?[-–]\s?)?(?P<number>\d{1,3})m(?![\w²³/]|[.,]\d|-\w)"
)
_TAKES = re.compile(
    r"\b(?:prep|cook|bake|rest|wait|chill|simmer|snooze|timer|total|timeout|took|takes|every):?"
    r"(?: time:?| for)? \Z",
    re.IGNORECASE,
)
"""In front of minutes, and no meters."""
_SOON_BEFORE = re.compile(r"\b(?:in|back in|within) \Z")
_SOON = re.compile(r"\s?(?:[.!?,;)]|\Z)")
"""See you in 5m! But "in 5m of water"."""
_LEFT_BEFORE = re.compile(
    r"\b(?:left|remaining|ETA|eta|delayed|late|in)\b[ :(~]{1,4}about[ ~]*\Z|"
    r"\b(?:left|remaining|ETA|eta|delayed)\b[ :(~]{1,4}\Z"
)
_BESIDE_HOURS = re.compile(
    r"(?<!\w)\d{1,3}(?:\.\d)?h(?: ?\d{1,2}m)?(?: ?\d{1,2}s)?\b[^.!?\n\d]{0,12}\Z"
    r"|\d:[0-5]\d(?: ?[ap]m?)? \(\Z"
)
"""Beside a length of time, or behind a time: 1h 30m, not 90m; at 9:45 (15m)."""
_RUNS = re.compile(
    r"\b(?:build|job|tests?|pipeline|deploy\w*|backup|query|task|call|meeting|sync|scan|migration)\b"
    r"[^.;:!?\n]{0,16}\b(?:ran|runs|lasted|lasts|for|in|is|was|after) (?:\d{1,3}m?\s?[-–]\s?)?\Z"
)
"""In front of how long a program or a talk goes on."""
_AGO = re.compile(
    r" (?:ago|left|remaining|later|break|nap|timer|layover|delay|wait|commute|meeting|call"
    r"|session|episode|standup|timeout|cooldown|video|talk|read)\b"
)
_HYPHENED = re.compile(
    r"(?:(?<=one-)|(?<=two-)|(?<=three-)|(?<=four-)|(?<=five-)|(?<=six-)|(?<=seven-)|(?<=eight-)"
    r"|(?<=nine-)|(?<=ten-)|(?<=twelve-))(?P<unit>yr|mo|wk|hr|min|sec)s?\b\.?(?=[\s-][a-z])"
)
"""Behind a number in words: a two-yr-old."""
_UNITS = {
    "y": "year",
    "mo": "month",
    "w": "week",
    "d": "day",
    "h": "hour",
    "m": "minute",
    "s": "second",
}


def duration_forms(numbers: Numbers) -> tuple[Form, ...]:
    """1h 30m, 2d 4h, 5 min 30 s, 1h30; one unit alone is a measure."""

    def counted(number: str, unit: str) -> str:
        number = re.sub(r"^0+(?=\d)", "", number)
        name = _UNITS["mo" if unit.startswith("mo") else unit[0]]
        return f"{numbers.said(number)} {name}{'s' * (number != '1')}"

    def whole(match: re.Match[str]) -> str | None:
        parts = list(_PART.finditer(match.group()))
        if len(parts) < 2:
            return None
        return " ".join(counted(part["number"], part["unit"]) for part in parts)

    def hours(match: re.Match[str]) -> str:
        if (
            word_before(match).lower() in _CLOCK
            and match["of"] is None
            and int(match["hours"]) < 24
        ):
            full = match["minutes"] == "00"
            minute = "hundred" if full else minute_words(match["minutes"], numbers)
            return f"{numbers.said(match['hours'])} {minute}"
        if match["minutes"] == "00":
            return counted(match["hours"], "h")
        return f"{counted(match['hours'], 'h')} {counted(match['minutes'], 'm')}"

    def minutes(match: re.Match[str]) -> str | None:
        taken = (
            _BESIDE_HOURS.search(back(match))
            or _TAKES.search(back(match))
            or _RUNS.search(back(match))
        )
        soon = _SOON_BEFORE.search(back(match)) and _SOON.match(match.string, match.end())
        sure = (
            taken
            or soon
            or _LEFT_BEFORE.search(back(match))
            or _AGO.match(match.string, match.end())
        )
        front = f"{numbers.said(match['from'])} to " if match["from"] else ""
        if not sure:
            return None
        said = counted(match["number"], "m")
        return front + (said.removesuffix("s") if modifies(match) else said)

    return (
        Form(Kind.DURATION, _WHOLE, whole),
        Form(Kind.DURATION, _HOURS_ONLY, hours),
        Form(Kind.RANGE, _UP_TO, lambda _: " to ", r"[\s–-]"),
        Form(Kind.DURATION, _MINUTES, minutes),
        Form(Kind.DURATION, _HYPHENED, lambda m: UNITS[m["unit"]][0], "[ymwhs]"),
    )
