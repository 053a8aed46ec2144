"""Dates and times of day as numbers write them."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.vocabulary import Vocabulary
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["calendar_forms"]

_DATE = re.compile(
    r"(?<![\w./-])(?P<d>\d{1,2})(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4})(?![\w/-]|\.\d)"
)
_DAY = re.compile(
    r"(?:(?<=\b[Ee]l )|(?<=\b[Ll]e )|(?<=\b[Ii]l )|(?<=\b[Dd]ia )|(?<=\b[Dd]ía )|(?<=\bal )"
    r"|(?<=\bdal )|(?<=\bau )"
    r"|(?<=\bdu )|(?<=\bdel )|(?<=\baté )|(?<=[a-zéá]{3}\. ))"
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\w/%]|[.,]\d)"
)
"""A day without a year: el 5/6, lun. 5/6."""
_ISO_DATE = re.compile(r"(?<![\w./-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\w/-]|\.\d)")
_TIME = re.compile(
    r"(?<![\w.:,])(?P<h>[01]?\d|2[0-4])"
    r"(?::(?P<m>[0-5]\d)(?:\s?h(?:\.(?=\s[a-zà-ÿ]))?)?"
    r"|\s?[hH]\s?(?P<after_h>[0-5]\d)(?P<min>\s?min)?|[hH])(?![\w:]|/\d)"
)
_POINTED = re.compile(
    r"(?:(?<=\b[Oo]re )|(?<=\b[Aa]lle )|(?<=\b[Dd]alle )|(?<=\blas ))"
    r"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)"
    r"(?![\w%]|[.,]\d)"
)
"""As in Italy and Spain: ore 18.30, a las 9.15."""
_TO_TIME = re.compile(
    r"(?:(?<=:\d\d)|(?<=\d[hH])|(?<=[hH]\d\d))\s?[-–]\s?(?=\d{1,2}(?::[0-5]\d|[hH]))"
)
_LASTING = (("h", "h"), ("min", "after_h"))
_COUNTED = (
    "posto|piano|premio|secolo|classificato|capitolo|puesto|piso|lugar|curso|capítulo|andar|ano|año"
)
"""What an ordinal with a sign of degrees stands before: 1° maggio, 3° piso."""


def calendar_forms(words: Vocabulary) -> tuple[Form, ...]:
    """21/05/2023, 2023-05-21, 14:30, 14h30-16h, 1° maggio."""

    def date(match: re.Match[str]) -> str | None:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        spoken = words.first if day == 1 else str(day)
        return words.date.format(d=spoken, month=words.months[month - 1], y=match["y"])

    def day_alone(match: re.Match[str]) -> str | None:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12) or match.group() in words.fractions:
            return None
        spoken = words.first if day == 1 else str(day)
        form = words.date.partition("{month}")
        return (form[0] + form[1]).format(d=spoken, month=words.months[month - 1])

    def time(match: re.Match[str]) -> str:
        hours, minutes = int(match["h"]), int(match["m"] or match["after_h"] or 0)
        if match["min"] and "heure" not in words.clock:
            hour, minute = (words.units[unit].of(match[name]) for unit, name in _LASTING)
            return f"{hours} {hour} {words.and_} {minutes} {minute}"
        form = words.clock if minutes else words.full_hour
        said = form.format(h=hours, m=minutes)
        return said.replace("heures", "heure", 1) if hours in (0, 1) else said

    def pointed(match: re.Match[str]) -> str:
        form = words.clock if int(match["m"]) else words.full_hour
        return form.format(h=int(match["h"]), m=int(match["m"]))

    def days(match: re.Match[str]) -> str | None:
        joined = match["to"].strip(" -–")
        if joined and "." not in match.group():
            return None
        both = (words.days[match[name].lower()] for name in "ab")
        return f" {joined or words.to} ".join(both)

    day = "|".join(sorted(words.days, key=len, reverse=True)) or "(?!)"
    span = rf"(?<![\w.])(?P<a>{day})\.?(?P<to>\s?[-–]\s?|\s(?:a|al|au|à)\s)(?P<b>{day})(?!\w)"
    span += r"(?:\.(?=\S|\s[a-z\d]))?"
    counted = re.compile(
        rf"(?<![\w.,])(?P<n>\d{{1,2}})°(?=\s(?:{'|'.join(words.months)}|{_COUNTED})\b)"
    )
    return (
        Form(Kind.ORDINAL, counted, lambda match: f"{match['n']}º"),
        Form(Kind.DATE, _DATE, date),
        Form(Kind.DATE, _ISO_DATE, date),
        Form(Kind.DATE, _DAY, day_alone),
        Form(Kind.RANGE, _TO_TIME, lambda _: f" {words.to} ", r"[\s–-]"),
        Form(Kind.TIME, _TIME, time),
        Form(Kind.TIME, _POINTED, pointed),
        Form(Kind.RANGE, re.compile(span, re.IGNORECASE), days, r"\w"),
    )
