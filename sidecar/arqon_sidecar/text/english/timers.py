"""Whether hours, minutes and seconds are a time of the day or how long something takes."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["is_lasting"]

_LASTING = words("took in of lasts lasted time ran record under about for takes runs finished")
_TIMER = re.compile(
    r"\b(?:left|remaining|elapsed|duration|length|run(?:ning)? ?time|total(?: time)?|timer"
    r"|countdown|uptime|downtime|eta"
    r"|(?:chip|gun|net|elapsed|play(?:ing)?|finish(?:ing)?) time):? \Z",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\s(?:left|remaining|elapsed|later|long)\b")
_DATED = re.compile(r"(?:[\dT\]-]|\b(?:at|by|until|from|since)),?\s?\Z")
"""In front of a time of the day, also one behind midnight."""


def is_lasting(match: re.Match[str], number: int) -> bool:
    """Whether the time `number` of the match is a length: "in 1:45:30", 00:03:45 without a date."""
    hour, minute, second = (match[f"{name}{number}"] for name in ("hour", "minute", "second"))
    if not second or match[f"half{number}"] or match.groupdict().get("zone"):
        return False
    before = back(match)
    if word_before(match).lower() in _LASTING or _TIMER.search(before):
        return True
    short = hour == "00" and int(minute) + int(second) > 0 and not _DATED.search(before)
    return short or bool(_LASTS.match(match.string, match.end()))
