"""Parts of an unknown, products and quotients of letters: -2/3x, = -b/a, dy/dx, iπ."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["coefficient_forms"]

_PART = re.compile(r"(?<![\w./])(?P<minus>[-−])?(?P<a>\d{1,2})/(?P<b>\d{1,2})(?=[xyzn](?!\w))")
_MINUS = re.compile(r"(?:(?<=[=+(] )|(?<=[=(]))[-−](?P<above>[a-z])/(?=[a-z\d]\b)")
_PI = re.compile(r"(?<![^\W\d_])(?P<by>[a-z]{1,2})π(?!\w)")
_SQUARE = re.compile(r"(?<![\w.])(?:R2(?=\s?[=≈<>]\s?0?\.\d)|χ2(?=\(|\s?=))")
"""Of statistics."""
_SQUARES = {"R2": "R", "χ2": "chi"}
_CHANGE = re.compile(r"(?<=Δ[a-zA-Z])/(?=Δ[a-zA-Z])")
_HALF_LIFE = re.compile(r"(?<![\w'])[tT]_?1[/⁄]2(?![\w/])")
_DERIVED = re.compile(r"(?<!\w)d(?P<of>[a-z])?/d(?P<by>[a-z])(?!\w)")


def coefficient_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before what takes a slash for a day or a score."""

    def part(match: re.Match[str]) -> str | None:
        above, below = int(match["a"]), int(match["b"])
        if not above or below < 2:
            return None
        minus = "minus " * bool(match["minus"])
        return f"{minus}{fraction_words(None, above, below, numbers)} "

    def derived(match: re.Match[str]) -> str:
        return f"{spelled('d' + (match['of'] or ''))} {spelled('d' + match['by'])}"

    return (
        Form(Kind.FRACTION, _PART, part, r"[-−\d]"),
        Form(Kind.OPERATOR, _MINUS, lambda m: f"minus {spelled(m['above'])} over ", "[-−]"),
        Form(Kind.OPERATOR, _PI, lambda m: f"{spelled(m['by']).lower()} pi", "[a-z]"),
        Form(Kind.OPERATOR, _SQUARE, lambda m: f"{_SQUARES[m.group()]} squared", "[Rχ]"),
        Form(Kind.OPERATOR, _CHANGE, lambda _: " over ", "/"),
        Form(Kind.SERIAL, _HALF_LIFE, lambda m: f"{m.group()[0]} one half", "[tT]"),
        Form(Kind.OPERATOR, _DERIVED, derived, "d"),
    )
