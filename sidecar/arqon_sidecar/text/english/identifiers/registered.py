"""Numbers in a register: CVE-2024-3094, INV-2024-0093, plate 7ABC123."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["registered_forms"]

_OF_A_YEAR = re.compile(
    r"(?<![\w-])(?P<name>[A-Z]{2,6})-(?P<year>(?:19|20)\d\d)-(?P<number>\d{3,8})(?![\w-]|[.,]\d)"
)
_PLATE = re.compile(
    r"(?<![\w-])(?=[A-Z -]{0,4}\d|\d{1,4}[ -]?[A-Z])[A-Z\d]{1,8}(?:[ -][A-Z\d]{1,4}){0,2}(?![\w-])"
)
_CARRIES = re.compile(
    r"\b(?:plates?|registration|reg|vin|captcha)(?: (?:number|no\.?|is|was|reads))*:? ?\Z",
    re.IGNORECASE,
)
_SHORTEST = 4
"""Letters and digits of a plate together."""
_SPELLED = 5
"""A longer name is said as a word."""


def registered_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A year as years are said, a short number as names are, all others sign by sign."""
    technical = Technical(numbers)

    def of_a_year(match: re.Match[str]) -> str:
        name = spelled(match["name"]) if len(match["name"]) < _SPELLED else match["name"]
        year = numbers.year(int(match["year"]))
        return f"{name} {year}, {numbers.name(match['number'])}"

    def plate(match: re.Match[str]) -> str | None:
        parts = re.split("[ -]", match.group())
        signs = "".join(parts)
        if len(signs) < _SHORTEST or signs.isalpha() or signs.isdecimal():
            return None
        return ", ".join(map(technical.one_by_one, parts)) if _CARRIES.search(back(match)) else None

    return (
        Form(Kind.IDENTIFIER, _OF_A_YEAR, of_a_year, "[A-Z]"),
        Form(Kind.IDENTIFIER, _PLATE, plate, r"[A-Z\d]"),
    )
