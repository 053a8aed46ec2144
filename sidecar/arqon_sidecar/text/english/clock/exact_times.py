"""Times as soldiers and runners write them: 0630 hours, 1430Z, 0117 GMT, 2:05.3."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["exact_time_forms"]

_MILITARY = re.compile(
    r"(?<!\w)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:(?=\s?(?:hours|hrs)\b|\s(?:GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|AEST)\b)|(?:(?P<zulu>Z)|h)(?!\w))"
)
_LAP = re.compile(
    r"(?<![\w:.,])(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\.(?P<part>\d{1,3})(?![\w:]|[.,]\d)"
)

_LAUNCH = re.compile(
    r"(?<![\w-])(?P<letter>[TL])-(?:(?P<minutes>\d{1,2}):00(?![:\d])|(?=\d{1,3}[ -]?(?:days?"
    r"|minutes?|mins?|hours?|hrs?|seconds?|secs?|weeks?|months?)\b))"
)
"""Before something begins: T-10 minutes."""


def exact_time_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the times of the clock, which would take a part of them."""

    def military(match: re.Match[str]) -> str:
        hour = numbers.cardinal(int(match["hour"]))
        zero = "oh " if match["hour"][0] == "0" and match["hour"] != "00" else ""
        minute = int(match["minute"])
        said = f"{zero}{hour} {numbers.cardinal(minute) if minute else 'hundred'}"
        hours = " hours" * match.group().endswith("h")
        return said + (" Zulu" if match["zulu"] else hours)

    def launch(match: re.Match[str]) -> str:
        if not match["minutes"]:
            return f"{match['letter']} minus "
        many = "s" * (match["minutes"] != "1")
        return f"{match['letter']} minus {numbers.said(match['minutes'])} minute{many}"

    def lap(match: re.Match[str]) -> str:
        minutes, seconds = int(match["minutes"]), int(match["seconds"])
        front = f"{numbers.cardinal(minutes)} minute{'s' * (minutes != 1)} " if minutes else ""
        return f"{front}{numbers.said(f'{seconds}.' + match['part'])} seconds"

    return (
        Form(Kind.DURATION, _LAUNCH, launch, "[TL]"),
        Form(Kind.DURATION, _LAP, lap),
        Form(Kind.TIME, _MILITARY, military),
    )
