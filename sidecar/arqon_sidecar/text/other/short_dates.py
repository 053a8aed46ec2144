"""Dates in part: ene-mar, 3/jun/2024, mai/24, 05/2024, el 5/6 de enero."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.ranges import up_to
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["month_forms", "short_date_forms", "short_span_forms"]

_NUMBERED = (
    r"(?:[Oo]rd[ei][nm]|[Ll]ey|[Ll]ei|[Ll]oi|[Ll]egge|[Dd][eé]cret\w*|[Rr]es\w*|[Ee]xp\w*|[Ee]dital"
)
_NUMBERED += (
    r"|[Pp]roc\w*|[Cc]ontra\w*|[Cc]ircul\w*|[Aa]ct[ae]|[Aa]ta|[Ff]a[ct]\w*|\p{Lu}\w*|\w?[°º.])"
)
"""What a number with a year belongs to, and no month: Orden 05/2024, n.º 03/2024."""


_NUMBERS = ("otto", "nove")
"""What months begin with: otto-nove mesi."""


def short_span_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Short names of two months: ene-mar, janv.-mars."""
    names = {month[:end]: month for month in words.months for end in (3, 4, len(month))}
    names = {short: month for short, month in names.items() if short not in _NUMBERS}
    shared = {short for short in names if sum(m.startswith(short) for m in words.months) > 1}
    name = "|".join(sorted(names.keys() - shared, key=len, reverse=True)) or "(?!)"
    both = re.compile(
        rf"(?<![\w.-])(?P<a>{name})\.?\s?[-–]\s?(?P<b>{name})(?![\w-])(?:\.(?=\S|\s[a-z\d]))?",
        re.IGNORECASE,
    )

    def said(match: re.Match[str]) -> str:
        return f"{names[match['a'].lower()]} {words.to} {names[match['b'].lower()]}"

    return (Form(Kind.RANGE, both, said, r"\w"),)


def month_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Two days of a month, and a month of a year in numbers."""
    days = re.compile(
        r"(?<![\w.,/-])(?P<a>[1-9]|[12]\d|3[01])/(?P<b>[1-9]|[12]\d|3[01])"
        rf"(?=\s(?:de\s|d['’])?(?:{'|'.join(words.months)})(?!\w))"
    )
    of_year = regex.compile(
        rf"(?:(?<=\b(?:del?|[Ee][nm]|[Ii]n|[Dd]esde|[Hh]asta|[Aa]té|[Ee]ntro|[Dd]epuis|[Aa]vant|[Dd]al?)\s)"
        rf"|(?<![\w./,-])(?<!\b{_NUMBERED}\s)(?=0))"
        r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?![\w/]|[.,]\d)"
    )
    span = re.compile(
        r"(?<![\w.,/-])(?P<a>[1-9]|[12]\d)\s?[-–]\s?(?P<b>1\d|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])"
        r"(?:/(?P<y>20\d\d))?(?![\w/-]|[.,]\d)"
    )
    rest = words.date.partition("{month}")[2]

    def month_of_year(match: regex.Match[str]) -> str:
        of_it = "mes de " * (
            words.counts_in == "es" and match.string.endswith("el ", 0, match.start())
        )
        return f"{of_it}{words.months[int(match['m']) - 1]}{rest.format(y=match['y'])}"

    def first_to_last(match: re.Match[str]) -> str | None:
        if int(match["a"]) >= int(match["b"]):
            return None
        last = words.date if match["y"] else words.date.partition("{month}")[0] + "{month}"
        last = last.format(d=match["b"], month=words.months[int(match["m"]) - 1], y=match["y"])
        return f"{match['a']} {up_to(match, words)} {last}"

    def both_days(match: re.Match[str]) -> str:
        return f"{words.first if match['a'] == '1' else match['a']} {words.and_} {match['b']}"

    return (
        Form(Kind.DATE, span, first_to_last),
        Form(Kind.DATE, days, both_days),
        Form(Kind.DATE, of_year, month_of_year),
    )


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

    def said(match: re.Match[str]) -> str | None:
        day = match["d"].lstrip("0")
        if not day:
            return None
        form = words.date if match["y"] else words.date.partition("{month}")[0] + "{month}"
        first = words.first if day == "1" else day
        return form.format(d=first, month=names[match["m"].lower()], y=match["y"])

    return (
        Form(Kind.DATE, whole, said),
        Form(
            Kind.DATE, without_day, lambda m: f"{names[m['m'].lower()]} {words.of} {m['y']}", r"\w"
        ),
    )
