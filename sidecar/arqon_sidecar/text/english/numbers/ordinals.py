"""Places in an order, and teams: the 21st, 5th-8th, the 49ers."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["BODIES", "ordinal_forms"]

_WHOLE = r"(?:\d{1,3}(?:,\d{3})*|\d{1,9})"
BODIES = re.compile(
    r"\s(?:congress|cong\.|century|session|cavalry|infantry|airborne|armou?red|division|regiment"
    r"|battalion|brigade)\b",
    re.IGNORECASE,
)
"""Behind an ordinal in d: the 92d Congress."""
_ORDINAL = re.compile(
    rf"(?<![\w.,])(?P<number>{_WHOLE})(?:(?:st|nd|rd|th)(?P<many>(?<=th)s)?\b"
    rf"|(?<=[23])d(?={BODIES.pattern}))",
    re.IGNORECASE,
)
_ORDINALS = re.compile(
    rf"(?<![\w.,])(?P<a>{_WHOLE})(?:(?:st|nd|rd|th)\s—\s|(?:st|nd|rd|th)?\s?[-–]\s?)(?P<b>{_WHOLE})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\d+\s[-–]\s")
_ERS = re.compile(r"(?<!\w)(?:(?P<number>\d{1,2})ers|(?P<one>14|29|49)er)\b")


def ordinal_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the plain numbers."""

    def whole(text: str) -> int:
        return int(text.replace(",", ""))

    def ordinals(match: re.Match[str]) -> str:
        """5th-8th; but "Bar 54 – 54th floor"."""
        if _NAMED.match(match.group()) and word_before(match).istitle():
            return f"{numbers.said(match['a'])} — {numbers.ordinal(whole(match['b']))}"
        return f"{numbers.ordinal(whole(match['a']))} to {numbers.ordinal(whole(match['b']))}"

    def team(match: re.Match[str]) -> str:
        """The forty niners."""
        said = numbers.said(match["number"] or match["one"])
        many = said + ("rs" if said.endswith("e") else "ers")
        return many.removesuffix("s") if match["one"] else many

    return (
        Form(Kind.RANGE, _ORDINALS, ordinals),
        Form(
            Kind.ORDINAL,
            _ORDINAL,
            lambda m: numbers.ordinal(whole(m["number"])) + (m["many"] or ""),
        ),
        Form(Kind.CARDINAL, _ERS, team),
    )
