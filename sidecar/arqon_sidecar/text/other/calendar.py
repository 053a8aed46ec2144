"""Dates, years and days of the week as numbers and short names write them."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.clock import clock_forms
from arqon_sidecar.text.other.short_dates import month_forms, short_date_forms, short_span_forms
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["calendar_forms"]

_DATE = re.compile(
    r"(?<![\w./-])(?P<d>\d{1,2})(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4}|(?<=/)\d\d)"
    r"(?![\w/-]|[.,]\d)"
)
_DAY = re.compile(
    r"(?:(?<=\b[Ee]l )|(?<=\b[Ll]e )|(?<=\b[Ii]l )|(?<=\b[Dd]ia )|(?<=\b[Dd]ía )|(?<=\bal )"
    r"|(?<=\b[Dd]al )|(?<=\b[Aa]u )|(?<=\bl')|(?<=ll')|(?<=-feira )|(?<=-feira, )"
    r"|(?<=\b[Dd]u )|(?<=\b[Dd]el )|(?<=\b[Aa]té )|(?<=[a-zéá]{3}\. )|(?=\d{1,2}/\d{1,2} को)"
    r"|(?=(?:1[3-9]|2\d|3[01])/\d{1,2} (?:(?:às?|a las?|alle|all'|à)\b|(?:al?|au|à|e|y|et) \d+/\d))"
    r"|(?=\d{1,2}/0\d(?!\w))"
    r"|(?:(?<=\b[Ee]m )|(?<=\b[Ee]n ))(?!\d+/\d+ d)|(?<=/\d\d [aey] )|(?<=/\d\d et )"
    r"|(?<=\b[Dd]e \d a )|(?<=\b[Dd]e \d\d a ))"
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\w/%]|[.,]\d)"
)
"""A day without a year: el 5/6, lun. 5/6, 5/6 को."""
_ONE_DAY = re.compile(r"\b(?:[Ee]l|[Dd]el|[Ii]l|[Dd]al)\s\Z")
"""In front of a day, where parts would be many: del 3/4, but los 3/4."""
_ISO_DATE = re.compile(
    r"(?<![\w./-])(?P<y>\d{4})(?P<mark>[/-])(?P<m>\d{2})(?P=mark)(?P<d>\d{2})(?![\w/-]|\.\d)"
)
_DECADE = re.compile(
    r"(?:(?<=\b[Ll]os )|(?<=\b[Aa]nos )|(?<=\b[Aa]ños )|(?<=\bannées )|(?<=\b[Ll]es )"
    r"|(?<=0s y )|(?<=0s e ))"
    r"(?P<n>(?:19|20)?\d0)['’]?s(?!\w)"
)
"""los 90s, les 60's."""


def calendar_forms(words: Vocabulary) -> tuple[Form, ...]:
    """21/05/2023, 2023-05-21, 14:30, 14h30-16h."""

    def date(match: re.Match[str]) -> str | None:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        spoken = words.first if day == 1 else str(day)
        year = _year(words, match["y"])
        return words.date.format(d=spoken, month=words.months[month - 1], y=year)

    def day_alone(match: re.Match[str]) -> str | None:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12) or (
            match.group() in words.fractions
            and (day == 1 or not _ONE_DAY.search(match.string, 0, match.start()))
        ):
            return None
        spoken = words.first if day == 1 else str(day)
        form = words.date.partition("{month}")
        return (form[0] + form[1]).format(d=spoken, month=words.months[month - 1])

    def days(match: re.Match[str]) -> str | None:
        joined = match["to"].strip(" -–")
        if joined and "." not in match.group():
            return None
        both = (named[match[name].lower()] for name in "ab")
        return f" {joined or words.to} ".join(both)

    named = dict(words.days) | {name: name for name in words.days.values()}
    day = "|".join(sorted(named, key=len, reverse=True)) or "(?!)"
    span = rf"(?<![\w.])(?P<a>{day})\.?(?P<to>\s?[-–]\s?|\s(?:a|al|au|à)\s)(?P<b>{day})(?!\w)"
    span += r"(?:\.(?=\S|\s[a-z\d]))?"
    return (
        Form(Kind.DATE, _DECADE, lambda match: match["n"]),
        *month_forms(words),
        Form(Kind.DATE, _DATE, date),
        Form(Kind.DATE, _ISO_DATE, date),
        Form(Kind.DATE, _DAY, day_alone),
        Form(Kind.DATE, _behind_days(words), day_alone),
        *_firsts(words),
        *clock_forms(words),
        *_years(words),
        Form(Kind.RANGE, re.compile(span, re.IGNORECASE), days, r"\w"),
        *short_span_forms(words),
        *short_date_forms(words),
    )


def _firsts(words: Vocabulary) -> tuple[Form, ...]:
    """1 before a month, where the first of it is an ordinal."""
    if words.first == "1":
        return ()
    month = "|".join(words.months)
    first = re.compile(rf"(?<![\w.,/:-])1(?=\s(?:de\s)?(?:{month})(?!\w))")
    return (Form(Kind.DATE, first, lambda _: words.first),)


def _behind_days(words: Vocabulary) -> re.Pattern[str]:
    """5/6 behind the name of a day of the week."""
    names = {way for name in words.days.values() for way in (name, name.capitalize())}
    before = "|".join(rf"(?<=\b{name}{mark} )" for name in sorted(names) for mark in ("", ","))
    return re.compile(rf"(?:{before or '(?!)'})(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\w/%]|[.,]\d)")


def _years(words: Vocabulary) -> tuple[Form, ...]:
    """A year before "in" or behind its month, where years are counted by hundreds."""
    if not words.hundreds:
        return ()
    behind = "|".join(rf"(?<={month} )" for month in (*words.months, "सन्", "साल", "वर्ष"))
    year = re.compile(
        rf"(?:(?:{behind})(?P<a>1[1-9]\d\d)|(?P<b>1[1-9]\d\d)(?= (?:में|ई|के दशक)))(?!\w)"
    )
    return (Form(Kind.DATE, year, lambda match: _year(words, match["a"] or match["b"])),)


def _year(words: Vocabulary, written: str) -> str:
    """1947 as "19 सौ 47", in Hindi."""
    if not words.hundreds or not 1100 <= int(written) < 2000:
        return written
    return f"{written[:2]} {words.hundreds} {int(written[2:]) or ''}".rstrip()
