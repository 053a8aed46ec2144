"""Numbers to the base of sixteen: 0x1F, #FF8800, U+00E9, a1b2c3d, and those that name one thing."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.code.technical import Technical
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["hexadecimal_forms"]

_HEX = re.compile(
    r"(?<!\w)(?P<mark>0x|#|U\+(?=[0-9A-F]{4,6}\b)|0b(?=[01]+\b)|0o(?=[0-7]+\b))(?P<digits>[0-9A-Fa-f]{1,32})(?!\w)"
)
_NUMBERED = re.compile(r"\d\d[A-F]")
_COLOR = re.compile(r"\b(?:colou?rs?|background|fill|hex|rgb|text|border)\b[^.]*$", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b(?:conf(?:irmation)?|order|ref(?:erence)?|ticket|tkt|invoice|inv|booking|tracking|acct|account|case)"
    r"\.?:? \Z",
    re.IGNORECASE,
)
"""In front of a number that only looks like a color: Conf. #AB12CD."""
_HASH = re.compile(r"(?<!\w)(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}\d)[0-9a-f]{7,40}(?!\w)")
_UNIQUE = re.compile(r"(?<![\w-])[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}(?![\w-])")


def hexadecimal_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Each letter and digit by its name."""
    technical = Technical(numbers)

    def hexadecimal(match: re.Match[str]) -> str | None:
        digits = match["digits"]
        numbered = digits.isdecimal() or _NUMBERED.fullmatch(digits)
        color = len(digits) in (3, 6, 8) and (not numbered or _COLOR.search(back(match)))
        if match["mark"] == "#" and not color:
            return None
        if match["mark"] == "#" and _NUMBER_OF.search(back(match)):
            return f"number {technical.one_by_one(digits)}"
        front = {"#": "hash", "U+": "U plus"}.get(
            match["mark"]
        ) or f"zero {match['mark'][1].upper()}"
        return f"{front} {technical.one_by_one(digits)}"

    def unique(match: re.Match[str]) -> str:
        return ", ".join(map(technical.one_by_one, match.group().split("-")))

    return (
        Form(Kind.CODE, _HEX, hexadecimal, "[0#U]"),
        Form(Kind.CODE, _UNIQUE, unique, r"[\da-fA-F]"),
        Form(Kind.CODE, _HASH, lambda m: technical.one_by_one(m.group()), r"[a-f\d]"),
    )
