"""Parts of one in words: three quarters, one and a half, 7/8ths, 2-2 1/2, 1 1/2-2."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["fraction_forms", "fraction_words"]

_FREE = r"(?<![\w.,/:])"
_END = r"(?![\w/]|[.,:]\d)"
_TO_MIXED = re.compile(
    rf"{_FREE}(?P<from>\d{{1,3}})\s?[-–]\s?(?P<whole>\d{{1,3}}) (?P<a>\d)[/⁄](?P<b>\d{{1,2}}){_END}"
)
_FROM_MIXED = re.compile(
    rf"{_FREE}(?P<whole>\d{{1,3}}) (?P<a>\d)[/⁄](?P<b>\d{{1,2}})\s?[-–]\s?"
    rf"(?P<to>\d{{1,3}})(?:[ -](?P<c>\d)[/⁄](?P<d>\d{{1,2}}))?(?! \d{{1,2}}[/⁄]){_END}"
)
_ENDED = re.compile(rf"{_FREE}(?P<a>\d{{1,3}})/(?P<b>\d{{1,3}})(?:th|rd|nd)s?(?!\w)")
_PARTS = re.compile(
    rf"{_FREE}(?P<a>\d{{1,2}})[/⁄](?P<b>\d{{1,2}})\s?[-–]\s?(?P<c>\d{{1,2}})[/⁄](?P<d>\d{{1,2}}){_END}"
)
"""From one part to a greater one: 3/8-3/4."""
_SIGN = re.compile(
    r"(?<![\w)\]°%/])(?P<sign>[-−+])(?=(?:\d{1,3} )?\d{1,3}[/⁄]\d{1,3}(?![\w/]|[.,]\d))"
)
_NAMES = {2: "half", 4: "quarter", 100: "hundredth", 1000: "thousandth"}


def fraction_words(whole: str | None, above: int, below: int, numbers: Numbers) -> str:
    """Three quarters; one and a half."""
    name = _NAMES.get(below) or numbers.ordinal(below)
    if whole and above == 1:
        return f"{numbers.said(whole)} and {'an' if name[0] in 'aeio' else 'a'} {name}"
    many = "halves" if name == "half" else name + "s"
    front = f"{numbers.said(whole)} and " if whole else ""
    return f"{front}{numbers.cardinal(above)} {name if above == 1 else many}"


def fraction_forms(numbers: Numbers) -> tuple[Form, ...]:
    """What is a fraction whatever stands beside it."""

    def ended(match: re.Match[str]) -> str | None:
        """7/8ths."""
        above, below = int(match["a"]), int(match["b"])
        return fraction_words(None, above, below, numbers) if below > 1 else None

    def parts(match: re.Match[str]) -> str | None:
        a, b, c, d = (int(match[name]) for name in "abcd")
        if not (0 < a < b and 0 < c < d and a * d < c * b):
            return None
        first, last = (fraction_words(None, *part, numbers) for part in ((a, b), (c, d)))
        return f"{first} to {last}"

    def to_mixed(match: re.Match[str]) -> str | None:
        above, below = int(match["a"]), int(match["b"])
        if not 0 < above < below:
            return None
        last = fraction_words(match["whole"], above, below, numbers)
        return f"{numbers.said(match['from'])} to {last}"

    def from_mixed(match: re.Match[str]) -> str | None:
        above, below = int(match["a"]), int(match["b"])
        if not 0 < above < below:
            return None
        first = fraction_words(match["whole"], above, below, numbers)
        less = " - " in match.group() and int(match["whole"]) >= int(match["to"])
        to = "minus" if less else "to"
        if not match["c"]:
            return f"{first} {to} {numbers.said(match['to'])}"
        above, below = int(match["c"]), int(match["d"])
        if not 0 < above < below:
            return None
        return f"{first} {to} {fraction_words(match['to'], above, below, numbers)}"

    return (
        Form(Kind.OPERATOR, _SIGN, lambda m: "plus " if m["sign"] == "+" else "minus ", "[-−+]"),
        Form(Kind.RANGE, _PARTS, parts),
        Form(Kind.RANGE, _FROM_MIXED, from_mixed),
        Form(Kind.RANGE, _TO_MIXED, to_mixed),
        Form(Kind.FRACTION, _ENDED, ended),
    )
