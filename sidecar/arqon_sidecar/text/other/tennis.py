"""The sets of a match of tennis behind a slash: 6/4, 6/7 e 7/6; "1/6 e 5/6" are fractions."""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["tennis_forms"]

_WON = "(?:6/[0-4]|7/[56])"
"""No fraction, unlike a set that is lost."""
_ANY = f"(?:{_WON}|[0-4]/6|[56]/7)"
_NEXT = r"(?:\s\(\d\d?\))?(?:,|\s[ey]|\set)?\s(?:(?:[ey]|et)\s)?"
_SET = regex.compile(
    r"(?<![\w.,/-])(?:"
    rf"(?P<a>\d)/(?P<b>\d)(?:(?<={_WON})(?={_NEXT}{_ANY})|(?<={_ANY})(?={_NEXT}{_WON})"
    rf"|(?<={_WON}{_NEXT}{_ANY})|(?<={_ANY}{_NEXT}{_WON})))(?![\w/%]|[.,]\d)"
)


def tennis_forms(to: str) -> tuple[Form, ...]:
    """At least two sets in a row, with `to` between their games."""
    return (Form(Kind.SCORE, _SET, lambda m: f"{m['a']} {to} {m['b']}"),)
