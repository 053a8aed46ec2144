"""Standards, rules and charges by their numbers: EN 12345-1, 29 CFR 1910.134, CPT 99213."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["standard_forms"]

_PARTS = re.compile(
    r"(?:(?<=\bEN )|(?<=\bIEC )|(?<=\bISO )|(?<=\bDIN )|(?<=\bBS )|(?<=\bMIL-STD )|(?<=\bVDE ))"
    r"(?P<number>\d{3,5})-(?P<part>\d{1,2})(?![\w-]|[.,]\d)"
)
_RULE = re.compile(
    r"(?:(?<=\bCFR )|(?<=\bC\.F\.R\. )|(?<=\bCFR § )|(?<=\bC\.F\.R\. § ))"
    r"(?P<part>\d{3,4})\.(?P<section>\d{1,4})(?!\w|[.,]\d)"
)
_CHARGED = re.compile(r"(?:(?<=\bCPT )|(?<=\bHCPCS )|(?<=\bNAICS )|(?<=\bNDC ))\d{5,6}(?![\w-])")
_LONG = 5
"""Figures that are said one by one."""


def standard_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A standard and its part, a part and its section, a code figure by figure."""

    def parts(match: re.Match[str]) -> str:
        number = match["number"]
        said = numbers.digits(number) if len(number) == _LONG else numbers.name(number)
        return f"{said} dash {numbers.said(match['part'])}"

    def rule(match: re.Match[str]) -> str:
        return f"{numbers.name(match['part'])} point {numbers.name(match['section'])}"

    return (
        Form(Kind.IDENTIFIER, _PARTS, parts),
        Form(Kind.IDENTIFIER, _RULE, rule),
        Form(Kind.IDENTIFIER, _CHARGED, lambda m: numbers.digits(m.group())),
    )
