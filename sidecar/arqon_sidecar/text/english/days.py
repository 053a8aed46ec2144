"""Days in figures without a year: on 6/12, Fri 12/24-12/26; 3/4 alone is a fraction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    back,
    is_noun_after,
    is_plural_after,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.known_slashes import is_cable
from arqon_sidecar.text.english.names_of_time import DAY, DAYS, in_figures
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.slashes import STEPS
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["DATED", "day_forms", "goes_on", "have_day_first"]

_DAY_ALONE = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%]|[.,]\d)")
_DAYS = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})\s?[-–]\s?(?P<c>\d{1,2})/(?P<d>\d{1,2})(?![\w/%]|[.,]\d)"
)
DATED = words(
    "on by due until till since before after from to between starting ending dated date: "
    "deadline: expires thru through til airs premieres opens closes leaves departs returns ends "
    "exp. eff. rec'd received recd begins starts effective born"
) | {name.lower() for name in DAYS.values()}
"""Words that make a date of 6/12."""
_WEEKDAY = re.compile(rf"(?<!\w){DAY}\.?,?\s\(?\Z", re.IGNORECASE)
_BEHIND_TIME = re.compile(
    rf"{_WEEKDAY.pattern}|(?:\A|(?:\bor|\bon|\band|[,:]) )(?-i:[MTWF]) \Z"
    r"|(?<!\w)(?-i:Mo|Tu|We|Th|Fr|Sa|Su)\.? \Z|\d\s?[ap]\.?m\.?,?\s(?:[A-Z]{2,4}\s)?\Z",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:birthday|bday|anniversary|christmas|xmas|halloween|thanksgiving|new year'?s?"
    r"|valentine'?s|easter|deadline|due|appointment|appt|meeting|mtg|party|wedding|trip|flight|event|concert"
    r"|exam|midterm|payment|rent|released?|launch(?:es)?|eod|cob|rsvp|arriv\w+|deliver\w+|schedul\w+"
    r"|booked|expir\w+|begins|starts|ends|check-?(?:in|out)|vacation|holiday|closed|calendar"
    r"|reminder|cleared|posted|shipped|signed|filed|mailed|week of|as of|dated?|avail(?:able|\.)"
    r"|opened|paid|created|updated|reported|logged|ships|today|tomorrow|tonight|renew\w*)(?:\b|(?<=\.))[^.!?]*\Z",
    re.IGNORECASE,
)
"""What takes place on a day, in front of the day."""
_IN_BRACKETS = re.compile(
    r"\b(?:birthday|bday|anniversary|christmas|xmas|halloween|thanksgiving|deadline|due|appointment|appt"
    r"|meeting|mtg|party|wedding|trip|flight|event|concert|exam|midterm|launch|vacation"
    r"|holiday) \(\Z",
    re.IGNORECASE,
)
"""What takes place on a day, directly in front of it: Mom's birthday (12/5)."""
_MOMENT = re.compile(
    r",?\s(?:at|@)\s?\d{1,2}(?::\d\d)?(?![:\d])|,?\s\d{1,2}(?::\d\d)?\s?[ap]m?\b|\s?\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
"""The time of the day, or its weekday, behind it."""
_COMMON_PARTS = words("1/2 1/3 2/3 1/4 3/4 1/5 1/8 3/8 5/8 7/8 9/11 1/1")
_TIMES_OF_DAY = words("morning afternoon evening night noon midnight")
_ALSO_OF_PARTS = words("to from by before after between")
"""Those of them that also stand before "3/4 inch"."""
_NO_TOTALS = frozenset({13, 14, 17, 18, 19, 21, 22, 23, 26, 27, 28, 29, 31})
_CALCULATED = re.compile(r"[-=+*/×÷^(] ?\Z")
_GOT_SO_FAR = re.compile(
    r"\s(?:fail\w*|pass\w*|done|complete\w*|checks?|tests?|tasks?|remaining|left|finished|green)\b"
)
_LINKING = words("is was are were")
_RATED = re.compile(
    r"\b(?:rat\w+|scor\w+|grade\w*|got|gave|pain|only|about|over)\b[^.!?]*\Z", re.IGNORECASE
)


def day_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Days, where a word, an event or the time beside them says that they are no fractions."""
    say = _Days(numbers)
    return (
        Form(Kind.RANGE, _DAYS, say.days),
        Form(Kind.DATE, _DAY_ALONE, say.day_alone),
    )


def goes_on(match: re.Match[str]) -> bool:
    """Whether what looks like a date is the end of something longer."""
    return match.string[max(0, match.start() - 1) : match.start()] in ("/", "-", ".")


def have_day_first(match: re.Match[str]) -> bool:
    """Whether a/b to c/d are two days, of which one could not have its month first: 24/12-2/1."""
    late = {name: int(match[name]) > 12 for name in "abcd"}
    return (late["a"] or late["c"]) and not (late["b"] or late["d"])


@dataclass(frozen=True, slots=True)
class _Days:
    numbers: Numbers

    def day_alone(self, match: re.Match[str]) -> str | None:
        before = word_before(match).lower().rstrip(",")
        named = before in DATED or _BEHIND_TIME.search(back(match)) or _is_day(match)
        if (
            match.group() == "9/11"
            or is_cable(match)
            or not named
            or word_after(match) in ("of", "a")
        ):
            return None
        part = match.group() in _COMMON_PARTS and word_after(match) not in _TIMES_OF_DAY
        if (part or before in _ALSO_OF_PARTS | {""} | _LINKING) and is_noun_after(match):
            return None
        return in_figures(match["a"], match["b"], None, self.numbers)

    def days(self, match: re.Match[str]) -> str | None:
        """12/24-12/26, but 1/4-1/2 cup."""
        dated = word_before(match).lower().rstrip(",") in DATED or _EVENT.search(back(match))
        late = max(int(match[name]) for name in "abcd") > 12
        if goes_on(match) or not (late or dated) or is_noun_after(match):
            return None
        days = have_day_first(match)
        first = in_figures(match["a"], match["b"], None, self.numbers, day_first=days)
        last = in_figures(match["c"], match["d"], None, self.numbers, day_first=days)
        return f"{first} to {last}" if first and last else None


def _is_day(match: re.Match[str]) -> bool:
    """Whether what stands around makes a day of 12/25: an event, a time, or nothing at all."""
    if match.group() in _COMMON_PARTS or match["b"] in ("16", "32") or goes_on(match):
        return False
    before = back(match)
    front, rear = before.strip(), match.string[match.end() :].split("\n", 1)[0].strip(" .!?")
    if not front and (not rear or rear.startswith(":")):
        return int(match["a"]) <= 12 and (rear != "" or 12 < int(match["b"]) <= 31)
    if _IN_BRACKETS.search(before) and rear.startswith(")"):
        return True
    if _RATED.search(before) or is_plural_after(match) or _CALCULATED.search(before):
        return False
    return bool(
        _EVENT.search(before) or _MOMENT.match(match.string, match.end()) or _is_no_score(match)
    )


def _is_no_score(match: re.Match[str]) -> bool:
    """5/31: nobody counts out of thirty one. Days and steps of so many stay what they are."""
    day, month = sorted((int(match["a"]), int(match["b"])), reverse=True)
    front = word_before(match).lower().rstrip(":")
    behind = match.string[match.end() :][:2]
    counted = (
        front in STEPS
        or _GOT_SO_FAR.match(match.string, match.end())
        or behind.startswith(("]", " +", " -", " =", " *", " ×"))
    )
    return day in _NO_TOTALS and month <= 12 and not counted
