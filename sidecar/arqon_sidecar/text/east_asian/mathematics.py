"""Mandarin and Japanese: powers, roots, differences, scales and inches."""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.east_asian.words import EastAsian
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["mathematical_forms"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED = regex.compile(
    r"(?:(?<=(?<![A-Za-z])[A-Za-z])|(?<=[\d)]))"
    r"(?:\^(?P<typed>[-−]?\d{1,4}|[a-z](?![A-Za-z]))|(?P<written>⁻?[⁰¹²³⁴-⁹]{1,4}))"
)
_ROOT = re.compile(r"√(?=\s?[\w(])")
_LESS = re.compile(
    r"(?<=\d)\s?[-−–]\s?(?=\d{1,6}(?:\.\d+)?\s?=)"
    r"|(?<=(?<![A-Za-z])[a-z])\s?[-−–]\s?(?=\d|[a-z](?![A-Za-z]))"
)
"""8-3=5, x - 1."""
_COMPARED = re.compile(r"(?<=[\w)])\s?(?P<sign>[<>!=]=)\s?(?=[\w(-])")
_ABOUT = re.compile(r"(?<![\w)])≈\s?(?=\d)")
_INCHES = re.compile(r"(?<=\d)(?:″|\"(?=[^\d\s]))")
_SCALE = re.compile(r"(?<![\d:.])(?P<a>\d{1,3}):(?P<b>\d{4,7})(?![\d:])")


def mathematical_forms(words: EastAsian) -> tuple[Form, ...]:
    """What stands at a number, in the order of the language."""
    signs = words.signs

    def raised(match: regex.Match[str]) -> str:
        exponent = (match["typed"] or match["written"]).translate(_SUPERSCRIPTS).replace("−", "-")
        if exponent in ("2", "3"):
            return signs["²" if exponent == "2" else "³"]
        return signs["^"].format(n=exponent.replace("-", words.minus))

    def inches(match: re.Match[str]) -> str | None:
        quoted = match.string[max(0, match.start() - 200) : match.start()].count('"') % 2
        return None if quoted and match.group() == '"' else signs['"']

    return (
        Form(Kind.OPERATOR, _RAISED, raised, r"[\^⁰¹²³⁴-⁹⁻]"),
        Form(Kind.OPERATOR, _ROOT, lambda _: signs["√"], "√"),
        Form(Kind.OPERATOR, _LESS, lambda _: signs["-"], r"[\s−–-]"),
        Form(Kind.OPERATOR, _COMPARED, lambda m: signs[m["sign"]], r"[\s<>!=]"),
        Form(Kind.OPERATOR, _ABOUT, lambda _: words.about, "≈"),
        Form(Kind.MEASURE, _INCHES, inches, '[″"]'),
        Form(Kind.RATIO, _SCALE, lambda m: f"{m['a']}{words.against}{m['b']}"),
    )
