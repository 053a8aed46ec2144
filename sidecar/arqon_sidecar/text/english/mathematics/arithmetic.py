"""Operators that their operands tell from other signs: 5 - 3, 3 * 4, n!, 10 % n, !done, 2^8."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["NO_YEAR", "arithmetic_forms"]

_COUNTED = r"(?!is|and|for|when|then|where|has|times|plus|minus|divided|squared|cubed)[a-z]{3}"
"""What so many are of, so that a dash before them takes nothing away: x – 3 people."""
_MINUS = re.compile(
    r"(?P<a>(?<=[\w)%°] )-(?= [-−]?[\d(])|(?<=\([a-z])-(?=[a-z]\))"
    r"|(?<=\d )-(?= [b-hj-z]\b)|(?<=\d)-(?=\(?[xyzn]\b)"
    r"|(?<=\b[a-z] )-(?= [a-z]\b)|(?<=\b[a-z]\d )-(?= [a-z]\d\b)"
    r"|(?<=[²³₀-₉] )-(?= [a-z\d])|(?<=[²³])-(?=[a-z\d(])"
    r"|(?<=\w )-(?= \w{1,20}\)\s?[*/×÷+=])"
    r"|(?<=\(\d)-(?=[a-z]\))|(?<=[(^][a-zA-Z])-(?=\d)|(?<=\b[ijkmnxytN])-(?=\d\b)"
    r"|(?<=[\d²³][xyzn] )–(?= \d)|(?<=\b[xyzn] )–(?= \d(?!\d{0,8} (?:"
    + _COUNTED
    + r")))|(?<=[²³] )–(?= \d))"
)
_TO_THE = re.compile(
    r"(?:\^\s?|(?:(?<=[\d)\]])|(?<=(?<!\w)[A-Za-z]))\*\*)"
    r"(?P<open>\()?(?P<power>[-−+]?(?:\d{1,3}(?!\.\d)|[a-z])(?!\w))(?(open)\))"
)
_TO_ALL = re.compile(r"(?<=[\w)\]])\^\s?(?=\()")
"""In front of a power in brackets: e^(iπ)."""
_TRANSPOSED = re.compile(r"(?<=(?<!\w)[A-Z])\^(?:T|⊤)(?!\w)")
_GETS = re.compile(r"(?<=(?<!\w)[A-Za-z] )←(?= \w)")
_TIMES = re.compile(
    r"(?<=\b[a-z])\*(?=[\da-z]\b)|(?<=[\d)]) ?\* ?(?=[-−]?[\d(])|(?<=\b\w) \* (?=\w\b)"
)
_FLOOR = re.compile(r"(?<=\d)//(?=\d)|(?:(?<=\d )|(?<=(?<!\w)[a-z] ))//(?= (?:\d|[a-z](?!\w)))")
_WORDS_TIMES = re.compile(r"(?<=[\w)\]] )\*(?= [A-Za-z_(]\w)")
_COMPUTES = re.compile(r"[=(]|\breturn\b")
"""Near a star between words that is a product."""
_POINT = re.compile(r"(?<=[\w)])\s?·\s?(?=[\w(])")
_PRODUCT = re.compile(r"(?:[a-z]|\d+(?:\.\d+)?)(?:\s?[=+·)²³-]|\s?\Z)")
_ARROW = re.compile(r"(?:(?<=\) )|(?<=\w ))=>(?= (?:\{|\(|\w+(?:\s[*+/%-]|[.(])))")
NO_YEAR = r"(?!(?:19|20)\d\d\s?(?:[);:?.,]|\Z))"
"""A sign before a year is a percentage's: "grew 10 % 2024"."""
_MODULO = re.compile(rf"(?<=[\w)] )%(?= {NO_YEAR}(?:\d{{1,4}}|[a-z]|[a-z_]+\()\s?(?:[=!<>)\]]|\Z))")
_DIVIDED = re.compile(
    r"(?:(?<=[\d)!])|(?<=\b[a-z])) / (?=(?!0\d|\d{1,2}:\d\d)[-−]?[\d(]|[b-z]\b)"
    r"|(?<=\b[a-z]) / (?=[a-z]\b)"
)
_BY_NAME = re.compile(r"(?<=\)) / (?=[a-z_]\w)")
_SUM = re.compile(r"\([^()]{1,40} [-+*×] [^()]{1,30}\)\Z")
"""In front of what a sum is divided by: (price - cost) / price."""
_NOT = re.compile(
    r"(?:(?<=\()|(?<=\|\| )|(?<=&& )|(?<=if )|(?<== )|(?<=return ))!(?=[A-Za-z_(])"
    r"|(?<![^\s(])!(?=[a-z]\w{0,30}(?:[A-Z]|\(|\.[a-z]| (?:&&|\|\||\?) ))"
)
_FACTORIAL = re.compile(
    r"(?<=\d)!(?=\s?[=+*/×÷≈])|(?<![$€£]\d)(?<![$€£\d]\d\d)(?<=\d)!(?=\s(?:is|equals)\s\d)|(?<=(?<![\w'])[nkNr])!|(?<=[-+][a-z\d]\))!|(?<=\d\))!(?=\s?[=+*/×÷])"
)


def arithmetic_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A dash, a star, a slash or a mark of exclamation, where it computes."""
    return (
        Form(Kind.OPERATOR, _TRANSPOSED, lambda _: " transpose", r"\^"),
        Form(Kind.OPERATOR, _TO_ALL, lambda _: " to the power of ", r"\^"),
        Form(Kind.OPERATOR, _TO_THE, lambda m: f" {numbers.power(m['power'])}", r"[\^*]"),
        Form(Kind.OPERATOR, _GETS, lambda _: "gets", "←"),
        Form(Kind.OPERATOR, _TIMES, lambda _: " times ", r"[\s*]"),
        Form(Kind.OPERATOR, _FLOOR, lambda _: " floor divided by ", "/"),
        Form(Kind.OPERATOR, _WORDS_TIMES, _product, r"\*"),
        Form(Kind.OPERATOR, _POINT, _raised_point, r"[\s·]"),
        Form(Kind.OPERATOR, _ARROW, lambda _: " arrow ", "="),
        Form(Kind.OPERATOR, _MODULO, lambda _: "mod", "%"),
        Form(Kind.OPERATOR, _DIVIDED, lambda _: " divided by ", r"\s"),
        Form(
            Kind.OPERATOR,
            _BY_NAME,
            lambda m: " divided by " if _SUM.search(back(m)) else None,
            r"\s",
        ),
        Form(Kind.OPERATOR, _NOT, lambda _: "not ", "!"),
        Form(Kind.OPERATOR, _FACTORIAL, lambda _: " factorial", "!"),
        Form(Kind.OPERATOR, _MINUS, lambda _: " minus ", "[-–]"),
    )


def _product(match: re.Match[str]) -> str | None:
    near = _COMPUTES.search(back(match)) or _COMPUTES.search(
        match.string, match.end(), match.end() + 24
    )
    return "times" if near else None


def _raised_point(match: re.Match[str]) -> str:
    """A product between figures; between words it parts them, as in "Dec 4 · 6:30pm"."""
    text = match.string
    spaced = match.group() == " · "
    if spaced and not _PRODUCT.match(text, match.end()):
        return ", "
    digits = text[match.start() - 1].isdecimal() or text[match.end()].isdecimal()
    return " times " if digits else ", "
