"""Signs of mathematics: x² + y² = z², 2^8, 10⁻³, x <= 5, ± 2, ~30 km, 16:9, 1:50.000, 15,6".

espeak-ng says some of them in English, and drops others.
"""

from __future__ import annotations

import re

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.number_patterns import FREE, GAP, NUMBER, any_of
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["mathematical_forms"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_BASE = r"(?:(?<=(?<!\p{L})\p{L}{1,2})|(?<=[\d)\]]))"
"""What is raised to a power: a number, a letter or two, or what stands in brackets."""
_RAISED = regex.compile(
    _BASE + r"(?:\s?\^\s?(?P<typed>[-−]?(?:\d{1,4}|[a-z](?!\w)))|(?P<written>⁻?[⁰¹²³⁴-⁹]{1,4}))"
)
_MINUS = regex.compile(
    r"(?<=(?<!\p{L})[a-z]\s?)[-–−](?=\s(?:\d|[a-z](?!\w)))|(?<=\d\s?)−(?=\s?\w)"
    r"|(?<=[(=]\s?)[-−](?=[a-z](?!\p{L}))"
    r"|(?<=(?:[²³]|\^\d)\s)[-–−](?=\s(?:\d|[a-z(](?!\p{L})))"
    r"|(?<=\b(?:[Ll]es|des|aux|gli|ai|dei|los|os)\s)[-–—−](?=\s(?:de|di)\s\d)"
)
"""Behind a letter or a number: x - 1."""
_TIMES = regex.compile(
    r"(?<=[\d)]\s?)[*×·⋅](?=\s?[\d(])|(?<=(?<!\p{L})\p{L}\s?)[×·⋅](?=\s?\p{L}(?!\p{L}))|(?<=\p{L}\s)×(?=\s\p{L})"
)
_DIVIDED = re.compile(r"÷|(?<=\d)\s[/:](?=\s\d{1,9}(?:[.,]\d{1,9})?\s=\s)")
_EITHER = re.compile(r"±|\+/[-−]")
_ABOUT = re.compile(r"[≈≃]|(?<![\w~])~(?=\s?[\d€£$])")
_FACTORIAL = re.compile(
    r"(?<=\d)!(?=\s?[=/×·+*]|\s(?:es igual|vale|é igual|è uguale|vaut|est égal)\b)"
)
"""5! = 120, but "¡Son 5!"."""
_ROOT = re.compile(r"√(?=\s?[\w(])")
_COMPARED = regex.compile(
    r"(?P<sign>[≤≥≠]|(?<=[\w)\]²³]\s)(?:[<>!]=|[<>]|==)(?=\s(?:[\d(−-]|\p{L}(?!\p{L})))"
    r"|(?<![\w<>=/-])(?:[<>]=?)(?=\s?\d)|(?<=(?<!\w)\w)[<>]=?(?=\d))"
)
_MENU = regex.compile(r"(?<=\p{L}{2})\s>(?=\s\p{L}{2})")
"""Between the entries of a menu: Ajustes > Wi-Fi."""
_RATIO = re.compile(
    rf"{FREE}(?<!:)(?P<a>\d{{1,3}}):(?P<b>\d|\d{{1,3}}(?:[. ]\d{{3}})+|1\d\d|[1-9]000?)"
    r"(?![\w:]|[.,]\d)"
)
"""3:1 and 1:50.000; what may be a time is none."""
_INCHES = re.compile(rf"{FREE}(?P<number>{NUMBER}){GAP}(?:″|\"(?!\w))")
_UNIT = re.compile(r"(?<!\w)[ck]?m[²³](?!\w)")
"""A unit without a number: por m²."""
_NUMBERED = re.compile(
    r"(?<![\w#])#(?:(?=\d{1,4}(?!\w))|\s(?=\d{1,3}[A-Za-z]?\s?[-–]\s?\d{1,3}(?!\w)))"
)
"""Number 5, and a house in Colombia: # 71-21."""
_QUOTED = 200
"""Characters in front of a mark in which the quotation that it may end began."""


def mathematical_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Powers, roots, comparisons, ratios and inches."""
    signs = words.signs
    compared = {
        "<": signs.less,
        "<=": signs.at_most,
        "≤": signs.at_most,
        ">": signs.greater,
        ">=": signs.at_least,
        "≥": signs.at_least,
        "!=": signs.unequal,
        "≠": signs.unequal,
        "==": words.equals,
    }

    def raised(match: regex.Match[str]) -> str:
        exponent = (match["typed"] or match["written"]).translate(_SUPERSCRIPTS)
        if exponent in ("2", "3"):
            return f" {signs.squared if exponent == '2' else signs.cubed}"
        below = f"{words.minus} " * (exponent[0] in "-−")
        return f" {signs.power} {below}{exponent.lstrip('-−')}"

    measured = regex.compile(
        r"(?<=10(?:\s?\^\s?[-−]?\d{1,2}|[⁻⁰¹²³⁴-⁹]{1,4})\s)"
        rf"(?P<unit>{any_of(words.units)})(?![\w/²³])"
    )
    """Behind a power of ten: 3 × 10⁸ m/s."""

    def unit(match: re.Match[str]) -> str | None:
        name = words.units.get(match.group())
        return name.one if name else None

    def ratio(match: re.Match[str]) -> str:
        many = re.sub(r"\D", "", match["b"])
        return signs.aspects.get(match.group()) or f"{match['a']} {signs.ratio} {many}"

    def inches(match: re.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - _QUOTED) : match.start()]
        if match.group().endswith('"') and before.count('"') % 2:
            return None
        one, many = signs.inches
        return f"{match['number']} {one if match['number'] == '1' else many}"

    def sign(pattern: re.Pattern[str], said: str, first: str) -> Form:
        return Form(Kind.OPERATOR, pattern, lambda _: f" {said} ", first)

    slashed = any_of(unit for unit in words.units if re.fullmatch(r"[A-Za-zµ]+/[hls]", unit))
    rate = re.compile(rf"(?<![\w/.])(?P<unit>{slashed or '(?!)'})(?![\w/²])")
    return (
        Form(Kind.MEASURE, rate, lambda m: words.units[m["unit"]].many, r"\w"),
        Form(Kind.MEASURE, _INCHES, inches),
        Form(Kind.MEASURE, _UNIT, unit, "[ckm]"),
        Form(Kind.MEASURE, measured, lambda m: words.units[m["unit"]].many, r"\w"),
        Form(Kind.RATIO, _RATIO, ratio),
        Form(Kind.OPERATOR, _RAISED, raised, r"[\s^⁰¹²³⁴-⁹⁻]"),
        Form(Kind.OPERATOR, _COMPARED, lambda m: f" {compared[m['sign']]} ", "[<>=!≤≥≠]"),
        Form(Kind.SIGN, _MENU, lambda _: ",", r"\s"),
        sign(_MINUS, words.minus, "[-–—−]"),
        sign(_TIMES, words.times, "[*×·⋅]"),
        sign(_DIVIDED, signs.divided, r"[÷\s]"),
        sign(re.compile(r"(?<=[\w)])\^(?=\()"), signs.power, r"\^"),
        sign(_EITHER, signs.plus_or_minus, "[±+]"),
        sign(_ABOUT, signs.about, "[≈≃~]"),
        sign(_FACTORIAL, signs.factorial, "!"),
        sign(_ROOT, signs.root, "√"),
        sign(_NUMBERED, signs.number, "#"),
        sign(re.compile("∞"), signs.infinite, "∞"),
    )
