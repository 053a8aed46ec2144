"""Whether hours, minutes and seconds are a time of the day or how long something takes."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["TRAINED", "are_seconds", "is_lasting"]

_LASTING = words("took in of lasts lasted time ran record under about for takes runs finished")
_TIMER = re.compile(
    r"\b(?:left|remaining|elapsed|duration|length|run(?:ning)? ?time|total(?: time)?|timer"
    r"|countdown|uptime|downtime|eta"
    r"|(?:chip|gun|net|elapsed|play(?:ing)?|finish(?:ing)?) time):? \Z",
    re.IGNORECASE,
)
_RACED = re.compile(
    r"\b(?:(?:[Hh]alf-)?[Mm]arathons?|races?|raced|finish\w*|clock(?:ed|ing)|world record|WR|PB|PR"
    r"|personal best|laps?|runners?|1st|2nd|3rd|[Ff]irst|[Ss]econd place|[Tt]hird|splits?|10[kK]"
    r"|5[kK]|[Ii]ronman|triathlon)\b[^.!?]*\Z",
)
_STOOD = re.compile(
    r"\s(?:WR|PB|PR|CR|NR|(?:half[- ])?marathon\w*|half|[Ii]ronman|triathlon|finish\w*|chip"
    r"|gun time|video|film"
    r"|album|recording|documentary|podcast)\b"
    r"|\s(?:stood|stands|is|was) (?:as )?(?:the|a|an|her|his|my)? ?(?:WR|PB|PR|\w+ record|record)\b"
)
_LATEST = 6
"""Hours that a race can take, and that a clock has with a 0 in front."""
_LASTS = re.compile(r"\s(?:left|remaining|elapsed|later|long)\b")
_LEFT = re.compile(r"\s(?:left|remaining|to go|on the clock)\b")
TRAINED = words("rest recovery rests plank planks hold holds intervals interval jog rounds")
"""What athletes do for so many minutes: 2:00 rest."""
_DATED = re.compile(r"(?:[\dT\]-]|\b(?:at|by|until|from|since)),?\s?\Z")
"""In front of a time of the day, also one behind midnight."""


def are_seconds(match: re.Match[str], number: int) -> bool:
    """Whether 0:08 are seconds: "0:08 left", "countdown: 00:59"."""
    hour, minute, second = (match[f"{name}{number}"] for name in ("hour", "minute", "second"))
    if hour not in ("0", "00") or second or match[f"half{number}"] or not int(minute or 0):
        return False
    return bool(_TIMER.search(back(match)) or _LEFT.match(match.string, match.end()))


def is_lasting(match: re.Match[str], number: int) -> bool:
    """Whether the time `number` of the match is a length: "in 1:45:30", 00:03:45 without a date."""
    hour, minute, second = (match[f"{name}{number}"] for name in ("hour", "minute", "second"))
    if not second or match[f"half{number}"] or match.groupdict().get("zone"):
        return False
    before = back(match)
    if word_before(match).lower() in _LASTING or _TIMER.search(before):
        return True
    early = len(hour) == 1 and int(hour) <= _LATEST and not _DATED.search(before)
    if early and (_RACED.search(before) or _STOOD.match(match.string, match.end())):
        return True
    if early and before.endswith("(") and match.string.startswith(")", match.end()):
        return True  # behind who raced: E. Kipchoge (2:01:09)
    short = hour == "00" and int(minute) + int(second) > 0 and not _DATED.search(before)
    return short or bool(_LASTS.match(match.string, match.end()))
