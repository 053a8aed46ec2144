"""What stands around two figures with a slash and makes a day of them, or a score."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.day_words import (
    COMMON_PARTS,
    EVENT,
    EVENT_BEHIND,
    GOT_SO_FAR,
    IN_BRACKETS,
    MOMENT,
    NO_TOTALS,
    RATED,
    SURE_EVENT_BEHIND,
)
from arqon_sidecar.text.english.context import back, is_plural_after, word_before
from arqon_sidecar.text.english.numbers.slash_words import STEPS

__all__ = ["goes_on", "has_event_behind", "is_day"]

_KNOWN = frozenset(("24/7", "50/50", "20/20"))
"""What is no day, whatever takes place: a 24/7 party."""
_DAY_BEFORE = re.compile(r"\d/\d{1,2} \(\Z")
"""Another day: due 4/15 (5/15 with an extension)."""
_CALCULATED = re.compile(r"[-=+*/×÷^(≈≤≥<>] ?\Z")


_PAIR = re.compile(r"(\d{1,2})/(\d{1,2})")
_ROW = re.compile(
    r"(?<![\w/])\d{1,2}/\d{1,2}(?:(?:, (?:and |& )?| & | and | or )\d{1,2}/\d{1,2}){1,11}(?![\w/])"
)
"""Several days: 4/15, 6/17 & 9/16."""


def goes_on(match: re.Match[str]) -> bool:
    """Whether what looks like a date is the end of something longer."""
    return match.string[max(0, match.start() - 1) : match.start()] in ("/", "-", ".")


def is_day(match: re.Match[str]) -> bool:
    """Whether what stands around makes a day of 12/25: an event, a time, or nothing at all."""
    before = back(match)
    if _is_in_row(match) and not RATED.search(before):
        return True
    if match.group() in COMMON_PARTS or match["b"] in ("16", "32") or goes_on(match):
        return False
    front, rear = before.strip(), match.string[match.end() :].split("\n", 1)[0].strip(" .!?")
    if not front and (not rear or rear.startswith(":")):
        return int(match["a"]) <= 12 and (rear != "" or 12 < int(match["b"]) <= 31)
    if IN_BRACKETS.search(before) and rear.startswith(")"):
        return True
    if has_event_behind(match):
        return True
    timed = MOMENT.match(match.string, match.end())
    calculated = _CALCULATED.search(before) and not (
        (timed or (_DAY_BEFORE.search(before) and EVENT.search(before))) and before.endswith("(")
    )
    if RATED.search(before) or is_plural_after(match) or calculated:
        return False
    return bool(EVENT.search(before) or timed or _is_no_score(match))


def _is_in_row(match: re.Match[str]) -> bool:
    """Whether other days stand beside it, one of which is no part of anything: 9/16 and 6/17."""
    start = max(0, match.start() - 60)
    for row in _ROW.finditer(match.string, start, match.end() + 60):
        if row.start() <= match.start() < row.end():
            pairs = [tuple(map(int, pair)) for pair in _PAIR.findall(row.group())]
            late = len(pairs) > 2 and all(b > 12 for _, b in pairs)
            sure = late or any(b in NO_TOTALS for _, b in pairs)
            return sure and all(0 < a <= 12 for a, _ in pairs)
    return False


def has_event_behind(match: re.Match[str]) -> bool:
    """The 6/30 deadline, the 5/20 game; games and dinners may be rated out of ten."""
    if match.group() in _KNOWN:
        return False
    late = 12 < int(match["b"]) <= 31 and int(match["a"]) <= 12
    text, end = match.string, match.end()
    return bool(SURE_EVENT_BEHIND.match(text, end) or (late and EVENT_BEHIND.match(text, end)))


def _is_no_score(match: re.Match[str]) -> bool:
    """5/31: nobody counts out of thirty one. Days and steps of so many stay what they are."""
    day, month = sorted((int(match["a"]), int(match["b"])), reverse=True)
    front = word_before(match).lower().rstrip(":")
    behind = match.string[match.end() :][:2]
    counted = (
        front in STEPS
        or GOT_SO_FAR.match(match.string, match.end())
        or behind.startswith(("]", " +", " -", " =", " *", " ×"))
    )
    return day in NO_TOTALS and month <= 12 and not counted
