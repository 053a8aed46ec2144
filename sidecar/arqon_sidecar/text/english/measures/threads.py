"""Threads of screws: M6x20, M8 x 1.25, 1/4"-20, #8-32 screw, 10-32 bolt; nails by pennies: 16d."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["thread_forms"]

_METRIC = re.compile(
    r"(?<![\w.-])M(?P<size>\d{1,2}(?:\.5)?)\s?[x×]\s?(?P<by>\d{1,3}(?:\.\d{1,2})?)"
    r"(?:\s?[x×]\s?(?P<long>\d{1,3}))?(?=mm\b|(?!\w|[.,]\d))"
)
_THING = (
    r"(?=\s?[x×]\s?\d|\s(?:\w+\s)?(?:screws?|bolts?|nuts?|threads?|threaded|taps?|dies?|studs?|holes?"
    r"|inserts?|machine|hex|UN[CF]|x)\b)"
)
_INCHES = re.compile(
    rf"(?<![\w.,/])(?P<a>[1357])/(?P<b>2|4|8|16)(?P<mark>[\"″]|-?in\.)?-(?P<threads>\d\d)(?(mark)(?!\w)|{_THING})"
)
_NUMBERED = re.compile(
    rf"(?<![\w&.,/-])(?:#|(?=(?:4-40|6-32|8-32|10-24|10-32|12-24)\s))(?P<size>\d{{1,2}})"
    rf"-(?P<threads>\d\d){_THING}"
)
_PENNIES = re.compile(
    r"(?<![\w.,])(?P<size>[2-9]|[1-6]\d)d(?=\s(?:(?:common|finish(?:ing)?|box|sinker"
    r"|galvanized) )?nails?\b)"
)
"""How long a nail is: 16d nails."""


def thread_forms(numbers: Numbers) -> tuple[Form, ...]:
    """How thick a screw is, and how long it is or how many threads an inch of it has."""

    def metric(match: re.Match[str]) -> str:
        parts = (match[name] for name in ("by", "long") if match[name])
        return " by ".join((f"M {numbers.said(match['size'])}", *map(numbers.said, parts)))

    def inches(match: re.Match[str]) -> str | None:
        above, below = int(match["a"]), int(match["b"])
        if above >= below:
            return None
        inch = " inch" * bool(match["mark"])
        return (
            f"{fraction_words(None, above, below, numbers)}{inch} {numbers.said(match['threads'])}"
        )

    def numbered(match: re.Match[str]) -> str:
        front = "number " * match.group().startswith("#")
        return f"{front}{numbers.said(match['size'])} {numbers.said(match['threads'])}"

    return (
        Form(Kind.MEASURE, _METRIC, metric, "M"),
        Form(Kind.MEASURE, _INCHES, inches, "[1357]"),
        Form(Kind.MEASURE, _NUMBERED, numbered, r"[#\d]"),
        Form(Kind.MEASURE, _PENNIES, lambda m: f"{numbers.said(m['size'])} penny"),
    )
