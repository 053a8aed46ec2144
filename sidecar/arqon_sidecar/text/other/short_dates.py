"""Dates with short names of months: ene-mar, 3/jun/2024, 15-may-2024, mai/24."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["short_date_forms", "short_span_forms"]


def short_span_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Short names of two months: ene-mar, janv.-mars."""
    names = {month[:end]: month for month in words.months for end in range(3, len(month) + 1)}
    shared = {short for short in names if sum(m.startswith(short) for m in words.months) > 1}
    name = "|".join(sorted(names.keys() - shared, key=len, reverse=True)) or "(?!)"
    both = re.compile(
        rf"(?<![\w.-])(?P<a>{name})\.?\s?[-–]\s?(?P<b>{name})(?![\w-])(?:\.(?=\S|\s[a-z\d]))?",
        re.IGNORECASE,
    )

    def said(match: re.Match[str]) -> str:
        return f"{names[match['a'].lower()]} {words.to} {names[match['b'].lower()]}"

    return (Form(Kind.RANGE, both, said, r"\w"),)


def short_date_forms(words: Vocabulary) -> tuple[Form, ...]:
    """3/jun/2024, 15-may-2024, 15/mai, mai/24."""
    if words.counts_in not in ("es", "pt_BR"):
        return ()
    names = {name: month for month in words.months for name in (month, month[:3])}
    month = "|".join(sorted(names, key=len, reverse=True))
    whole = re.compile(
        rf"(?<![\w./-])(?P<d>[0-3]?\d)(?P<mark>[/-])(?P<m>{month})\.?(?:(?P=mark)(?P<y>\d{{4}}|\d\d))?(?![\w/-])",
        re.IGNORECASE,
    )
    without_day = re.compile(
        rf"(?<![\w./-])(?P<m>{month})\.?/(?P<y>(?:19|20)?\d\d)(?![\w/-])", re.IGNORECASE
    )

    of_year = re.compile(
        r"(?:(?<=\bdel )|(?<=\b[Ee][nm] )|(?<=\b[Dd]esde )|(?<=\b[Hh]asta )|(?<=\b[Aa]té ))"
        r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?![\w/]|[.,]\d)"
    )

    def month_of_year(match: re.Match[str]) -> str:
        of_it = "mes de " * match.string.endswith("del ", 0, match.start())
        return f"{of_it}{words.months[int(match['m']) - 1]} {words.of} {match['y']}"

    def said(match: re.Match[str]) -> str | None:
        day = match["d"].lstrip("0")
        if not day:
            return None
        form = words.date if match["y"] else words.date.partition("{month}")[0] + "{month}"
        first = words.first if day == "1" else day
        return form.format(d=first, month=names[match["m"].lower()], y=match["y"])

    return (
        Form(Kind.DATE, of_year, month_of_year),
        Form(Kind.DATE, whole, said),
        Form(
            Kind.DATE, without_day, lambda m: f"{names[m['m'].lower()]} {words.of} {m['y']}", r"\w"
        ),
    )
