"""Ranges of what letters name: Q1-Q3, cells B1:B10, grades K-5, sizes S-XXL."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["serial_range_forms"]

_FROM_TO = re.compile(
    r"(?<![\w-])(?P<letters>[A-Z]{1,3}|[a-z]{1,12})(?P<a>\d{1,4})"
    r"(?:\s?[-–]\s?(?P=letters)|:(?P<other>[A-Z]{1,3}))(?P<b>\d{1,4})"
    r"(?![\w-]|[.,]\d)"
)
_ONCE_LETTERED = re.compile(
    r"(?<![\w-])(?P<letter>[A-Z])(?P<a>\d{1,3})–(?P<b>\d{1,3})(?![\w-]|[.,]\d)"
)
"""Laps L22–26, whose letter is written once."""
_VARIABLES = re.compile(r"[xyzt]\d\s-\s[xyzt]\d")
_SIZES = re.compile(
    r"(?<![\w-])(?P<a>X{0,3}S|M|X{0,3}L)\s?[-–]\s?(?P<b>M|(?:X{1,4}|[2-6]X)?L)(?![\w-])"
)
"""Of clothes: S-XXL."""
_SCHOOL = re.compile(r"(?<=\b[Gg]rades )(?P<first>K|pre-K|Pre-K|PK)[-–](?=\d{1,2}(?!\w))")

_ALL_SCHOOL = re.compile(r"(?<!\w)K–(?=(?:[1-9]|1[0-2])(?!\w))")
_ERAS = re.compile(r"(?<=\d )(?P<era>BCE?|AD|CE)-(?=\d{1,4} (?:BC|AD|CE))")
"""500 BC-500 AD, where the letters belong to the years before them."""
_OF_YEAR = re.compile(r"(?<!\w)(?P<name>FY|CY)'(?P<year>\d\d)(?!\w)")
_FISCAL = re.compile(
    r"(?<!\w)(?P<name>[FSAC]Y)(?P<a>20\d\d|[0-4]\d(?!\d|\s?/))\s?[-–/]\s?(?:[FSAC]Y)?(?P<b>20\d\d|\d\d)(?![\w/-]|[.,]\d)"
)


def serial_range_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Both ends with their letters."""

    def from_to(match: re.Match[str]) -> str | None:
        """Q1-Q3, cells A1:B10, node1-node4; but x2 - x1 is a difference, O157:H7 a strain."""
        if (
            _VARIABLES.fullmatch(match.group())
            or (match["other"] or match["letters"]) < match["letters"]
        ):
            return None
        letters = match["letters"], match["other"] or match["letters"]
        first, last = (
            spelled(name) if name.isupper() or len(name) == 1 else in_pieces(name, numbers)
            for name in letters
        )
        a, b = (numbers.name(match[name]) for name in ("a", "b"))
        return f"{first} {a} to {last} {b}"

    def sizes(match: re.Match[str]) -> str:
        return f"{spelled(match['a'])} to {in_pieces(match['b'], numbers, spell=5)}"

    def fiscal(match: re.Match[str]) -> str:
        """FY2022-23."""
        first, last = numbers.year_or(match["a"]), numbers.year_or(match["b"])
        return f"{spelled(match['name'])} {first} to {last}"

    return (
        Form(
            Kind.SERIAL,
            _OF_YEAR,
            lambda m: f"{spelled(m['name'])} {numbers.said(m['year'])}",
            "[FC]",
        ),
        Form(Kind.RANGE, _FISCAL, fiscal, "[FSAC]"),
        Form(Kind.RANGE, _ERAS, lambda m: f"{m['era']} to ", "[ABC]"),
        Form(Kind.RANGE, _FROM_TO, from_to, "[A-Za-z]"),
        Form(
            Kind.RANGE,
            _ONCE_LETTERED,
            lambda m: f"{spelled(m['letter'])} {numbers.name(m['a'])} to {numbers.name(m['b'])}",
            "[A-Z]",
        ),
        Form(Kind.RANGE, _SIZES, sizes, "[LMSX]"),
        Form(Kind.RANGE, _SCHOOL, lambda m: f"{m['first']} to ", "[KPp]"),
        Form(Kind.RANGE, _ALL_SCHOOL, lambda _: "K ", "K"),
    )
