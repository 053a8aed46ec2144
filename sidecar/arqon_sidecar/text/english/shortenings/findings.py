"""What doctors find, in figures: Apgar 8/9, CN II-XII, a II/VI murmur, a 54 y/o M, per 1.73 m2."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import value
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["finding_forms"]

_APGAR = re.compile(
    r"(?:(?<=\bA(?i:pgar) )|(?<=\bA(?i:pgars) )|(?<=\bA(?i:pgar) of )|(?<=\bA(?i:pgars) of ))"
    r"(?P<first>10|\d)(?:/| and )(?P<last>10|\d)(?:/(?P<third>10|\d))?(?![\w/]|[.,]\d)"
)
"""How well a newborn child does after one minute, and after five."""
_NERVES = re.compile(
    r"(?<![\w.'-])CNs?\s(?P<first>[IVX]{1,4}|\d{1,2})(?:\s?[-–]\s?(?P<last>[IVX]{1,4}|1[0-2]))?(?![\w'-])"
)
"""Of the head."""
_MURMUR = re.compile(
    r"(?<![\w.,/])(?P<a>VI|IV|V|I{1,3}|[1-6])/(?P<b>VI|6)(?=(?: \w{3,12}){0,3} murmur\b)"
)
_SEX = re.compile(
    r"(?:(?<=\d[ -]y/o )|(?<=\dy/o )|(?<=\d yo )|(?<=\dyo )|(?<=\d-yo )"
    r"|(?<=\d y\.o\. )|(?<=-year-old ))"
    r"(?P<sex>[MF])(?=\s(?:with|w/|who|c/o|presents?|presenting|here|s/p|admitted|in|p/w)(?![\w])|[,.;]|\s?\Z)"
)
_SEXES = {"M": "male", "F": "female"}
_SURFACE = re.compile(r"(?P<per>(?<=mL)|(?<=ml))/(?P<min>min)(?: per |/)1\.73\s?m(?:²|2|\^2)(?!\w)")
"""Of a body, to which the work of kidneys is reduced."""


def finding_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before what takes a slash for a part of one."""

    def apgar(match: re.Match[str]) -> str:
        found = (match[name] for name in ("first", "last", "third") if match[name])
        return " and ".join(map(numbers.said, found))

    def nerves(match: re.Match[str]) -> str:
        many = "s" * bool(match["last"])
        ends = " to ".join(number(match[name]) for name in ("first", "last") if match[name])
        return f"cranial nerve{many} {ends}"

    def murmur(match: re.Match[str]) -> str:
        return f"{number(match['a'])} out of {number(match['b'])}"

    def number(written: str) -> str:
        return numbers.said(written if written.isdecimal() else str(value(written)))

    return (
        Form(Kind.SCORE, _APGAR, apgar),
        Form(Kind.ROMAN, _NERVES, nerves, "C"),
        Form(Kind.SCORE, _MURMUR, murmur, r"[IV\d]"),
        Form(Kind.ABBREVIATION, _SEX, lambda m: _SEXES[m["sex"]], "[MF]"),
        Form(
            Kind.MEASURE,
            _SURFACE,
            lambda _: " per minute per one point seven three square meters",
            "/",
        ),
    )
