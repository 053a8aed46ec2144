"""What an upright bar says in mathematics: P(A|B) is given, |x| an absolute value, a|b divides."""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.notation import BAR
from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["bar_forms"]

_GIVEN = re.compile(rf"(?<![\s{BAR}])\s?{BAR}\s?(?=[^{BAR}()]{{1,40}}\))")
_CHANCE = re.compile(r"(?<!\w)(?:Pr?|E|p)\([^()]{1,40}\Z")
_ABSOLUTE = re.compile(rf"(?<![\w)²³]){BAR}(?=[^\s{BAR}])(?=[^{BAR}\n]{{1,30}}{BAR})")
_ABSOLUTE_END = re.compile(rf"(?<=[\w)²³]){BAR}(?!\w)")
_DIVIDES = re.compile(rf"{BAR}")


def bar_forms() -> tuple[Form, ...]:
    """`notation` has a sign of its own for these; a bar of a table is gone."""
    return (
        Form(Kind.OPERATOR, _GIVEN, _given, rf"[\s{BAR}]"),
        Form(Kind.OPERATOR, _ABSOLUTE, lambda _: " absolute value of ", BAR),
        Form(Kind.OPERATOR, _ABSOLUTE_END, lambda _: "", BAR),
        Form(Kind.OPERATOR, _DIVIDES, lambda _: " divides ", BAR),
    )


def _given(match: re.Match[str]) -> str | None:
    return " given " if _CHANCE.search(back(match)) else None
