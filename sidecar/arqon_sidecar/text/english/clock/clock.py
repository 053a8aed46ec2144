"""Times of the day."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import DAY, MONTH
from arqon_sidecar.text.english.clock.timers import TRAINED, are_seconds, is_lasting
from arqon_sidecar.text.english.clock.zones import zone_forms, zone_words
from arqon_sidecar.text.english.context import modifies, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import DASH, Numbers
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["HALVES", "clock_forms", "minute_words"]

_FREE = r"(?:(?<![\w:.$€£])|(?<=\dT)|(?<=/\d{4}:)(?=\d\d:\d\d:))"
_HALF = r"\s?(?:[AaPp]\.\s?[Mm]\.?|[AaPp][Mm]\b\.?)(?!\w)|(?<=:\d\d)[apAP](?!\w|\.\w)"


def _time(number: int) -> str:
    return (
        rf"(?P<hour{number}>[01]?\d|2[0-4])(?:(?P<mark{number}>[:.])(?P<minute{number}>[0-5]\d)"
        rf"(?::(?P<second{number}>[0-5]\d)(?:[.,]\d{{1,9}})?)?)?(?P<half{number}>{_HALF})?"
    )


_ONE = re.compile(
    _FREE
    + _time(1)
    + r"(?:(?<=:\d\d)h(?!\w))?(?P<zone>Z\b|\s?[-+]\d\d:\d\d|\s[-+]\d\d[03]0(?![\w,.]))?"
    + r"(?:(?=-?ish\b)|(?!\w|:(?!\s)|/\d|[.,]\d))"
)
_TWO = re.compile(
    _FREE + _time(1) + DASH + _time(2) + r"(?![\w%°]|:(?!\s)|/(?:\d|mi\b|km\b)|[.,]\d)"
)
_UP_TO = re.compile(r"(?<=\d:\d\d)[-–](?=\d{1,3}:[0-5]\d(?![\d:]))")
"""Between times of a run: 55:00–58:00, 8:51–9:20/mi."""
HALVES = {"A": "A.M", "P": "PM"}
"""AM alone could be the verb."""
_BEHIND_HALF = re.compile(
    rf"\s(?:(?-i:[A-Z]{{2,4}})\b|Eastern|Pacific|Central|Mountain|{DAY}(?!:)|{MONTH}|\w+day\b)",
    re.IGNORECASE,
)


def clock_forms(numbers: Numbers) -> tuple[Form, ...]:
    """3:30 pm, 14:05, 10:00, 3pm, 12:30:45, 9am-5pm, 10:00-11:30, 3-5pm, 0630 hours, 2:05.3."""

    def one(match: re.Match[str]) -> str | None:
        return _said(match, 1, numbers) if _is_time(match, 1) else None

    def two(match: re.Match[str]) -> str | None:
        marks = {match["mark1"], match["mark2"]} - {None}
        halves = match["half1"] or match["half2"]
        if match.string.endswith("T", 0, match.start()):
            return None  # 02:30-08:00 behind a date is one time and its zone
        hours = _is_hour(match, 1) and _is_hour(match, 2)
        if not (
            (marks == {":"} and (hours or match["mark1"] == match["mark2"])) or (halves and hours)
        ):
            return None
        first = _said(match, 1, numbers)
        if match["half2"] and not match["half1"]:
            first = first.removesuffix(" o'clock")
        return f"{first} to {_said(match, 2, numbers)}"

    return (
        Form(Kind.RANGE, _TWO, two),
        Form(Kind.RANGE, _UP_TO, lambda _: " to ", "[-–]"),
        Form(Kind.TIME, _ONE, one),
        *zone_forms(numbers),
    )


def _is_time(match: re.Match[str], number: int) -> bool:
    if match[f"half{number}"]:
        return _is_hour(match, number)
    return match[f"mark{number}"] == ":" and int(match[f"hour{number}"]) < 25


def _is_hour(match: re.Match[str], number: int) -> bool:
    return bool(match[f"mark{number}"]) or 1 <= int(match[f"hour{number}"]) <= 12


def _said(match: re.Match[str], number: int, numbers: Numbers) -> str:
    hour, minute = int(match[f"hour{number}"]), match[f"minute{number}"]
    second, half = match[f"second{number}"], match[f"half{number}"]
    if is_lasting(match, number):
        parts = zip((hour, minute, second), ("hour", "minute", "second"), strict=True)
        counts = ((int(count), unit) for count, unit in parts)
        many = "" if modifies(match) else "s"
        return " ".join(f"{numbers.cardinal(n)} {unit}{many * (n != 1)}" for n, unit in counts if n)
    if are_seconds(match, number):
        return f"{numbers.cardinal(int(minute))} second{'s' * (minute != '01')}"
    if (
        match.group(f"hour{number}") in ("0", "00")
        and minute == "00"
        and (second or "00") == "00"
        and not half
    ):
        return "midnight"
    words = [numbers.cardinal(hour)]
    if minute and minute != "00":
        words.append(minute_words(minute, numbers))
    elif minute and not half:
        words += _full_hour(match, hour)
    if second and second != "00":
        words.append(f"and {numbers.cardinal(int(second))} seconds")
    if half:
        words.append(HALVES[half.strip()[0].upper()] + _point(match, number))
    if number == 1 and "zone" in match.re.groupindex and match["zone"]:
        words.append(zone_words(match["zone"], numbers))
    return " ".join(words)


def _full_hour(match: re.Match[str], hour: int) -> list[str]:
    """Ten o'clock, fourteen hundred; a sub-3:00 marathon is sub-three, 2:00 rest two minutes."""
    if match.string.endswith("sub-", 0, match.start()):
        return []
    at = word_before(match).lower() in ("at", "by", "until", "till", "from", "after", "before", "@")
    if word_after(match) in TRAINED and not at:
        return ["minute" if hour == 1 else "minutes"]
    return ["o'clock" if 1 <= hour <= 12 else "hundred"]


def minute_words(minute: str, numbers: Numbers) -> str:
    """Minutes behind an hour, or seconds behind minutes: "oh five", "thirty"."""
    said = numbers.cardinal(int(minute))
    return f"oh {said}" if minute[0] == "0" else said


def _point(match: re.Match[str], number: int) -> str:
    """A point after "p.m." stays where it ends the sentence, which no zone or day follows."""
    end = match.end(f"half{number}")
    if not (end == match.end() and match.string[end - 1] == "."):
        return ""
    if _BEHIND_HALF.match(match.string, match.end()) and not _is_sentence(match):
        return ""
    return "." * ends_sentence(match.string, match.end(), any_capital=True)


def _is_sentence(match: re.Match[str]) -> bool:
    """Whether "It" or "We" follows, which is no zone."""
    return not word_after(match).isupper() and ends_sentence(match.string, match.end())
