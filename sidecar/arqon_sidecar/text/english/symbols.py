"""Signs that are said as words, and those that are not said at all."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.mathematical_signs import mathematical_sign_forms
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["SILENT", "symbol_forms"]

_OPERATORS = {
    "<=": "less than or equal to",
    ">=": "greater than or equal to",
    "≤": "less than or equal to",
    "≥": "greater than or equal to",
    "!=": "not equal to",
    "≠": "not equal to",
    "<>": "not equal to",
    "===": "equals",
    "==": "equals",
    "+=": "plus equals",
    "-=": "minus equals",
    "*=": "times equals",
    "->": "to",
    "=>": "to",
    "-->": "to",
    "→": "to",
    "↑": "up",
    "↓": "down",
    "<-": "gets",
    "➔": "to",
    "➜": "to",
    "⇒": "to",
    "↔": "to and from",
    "⇔": "if and only if",
    "&&": "and",
    "||": "or",
    "<": "less than",
    ">": "greater than",
    "=": "equals",
    "+": "plus",
    "×": "times",
    "⋅": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "+/-": "plus or minus",
    "−": "minus",
    "√": "square root of",
    ":=": "equals",
    "π": "pi",
    "µ": "micro",
    "²": "squared",
    "³": "cubed",
}
_SIGNS = {
    "&": "and",
    "@": "at",
    "§": "section",
    "§§": "sections",
    "¶": "paragraph",
    "©": "copyright",
    "°": "degrees",
    "º": "degrees",
    "%": "percent",
    "‰": "per mille",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "¢": "cent",
    "#": "hash",
    "№": "number",
    "♯": "sharp",
    "½": "one half",
    "\\": "backslash",
}
_OPERATOR = re.compile(
    "|".join(re.escape(sign) for sign in sorted(_OPERATORS, key=len, reverse=True))
)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_GENERIC = re.compile(
    r"(?<=\w)<(?=[A-Za-z][\w<>, ]{0,40}>)"
    r"|(?<![\w<])<(?=[a-z][a-z_-]{1,30}>|[\w.+-]{1,64}@[\w.-]{1,64}>)"
    r"|(?<=[\w>])>(?!\s?[\d=])(?=\W|$)"
)
"""List<int>, <your-name>, Ann Lee <ann@example.org>."""
_ABOUT = re.compile(r"(?<![\w~])~\s?(?=[\w$€£¥.])")
_MINUS = re.compile(
    r"(?P<a>(?<=[\w)] )-(?= [\d(])|(?<=\d )-(?= [b-hj-z]\b)|(?<=\d)-(?=\(?[xyzn]\b)"
    r"|(?<=\b[a-z] )-(?= [a-z]\b)|(?<=[²³] )-(?= [a-z\d])"
    r"|(?<=[(^][a-zA-Z])-(?=\d)|(?<=\b[ijkmnxyt])-(?=\d\b))"
)
_TO_THE = re.compile(r"\^\s?\(?(?P<power>[-−+]?(?:\d{1,3}|[a-z])(?!\w))\)?")
_GETS = re.compile(r"(?<=(?<!\w)[A-Za-z] )←(?= \w)")
_TIMES = re.compile(r"(?<=\b[a-z])\*(?=[\da-z]\b)|(?<=[\d)]) ?\* ?(?=[\d(])|(?<=\b\w) \* (?=\w\b)")
_POINT = re.compile(r"(?<=[\w)])\s?·\s?(?=[\w(])")
_PRODUCT = re.compile(r"(?:[a-z]|\d+(?:\.\d+)?)(?:\s?[=+·)²³-]|\s?\Z)")
_MODULO = re.compile(r"(?<=[\w)] )%(?= (?:\d{1,4}|[a-z]|[a-z_]+\()\s?(?:[=!<>)\]]|\Z))")
_ARROW = re.compile(r"(?:(?<=\) )|(?<=\w ))=>(?= (?:\{|\(|\w+(?:\s[*+/%-]|[.(])))")
_DIVIDED = re.compile(r"(?:(?<=[\d)])|(?<=\b[a-z])) / (?=[\d(]|[b-z]\b)|(?<=\b[a-z]) / (?=[a-z]\b)")
_NOT = re.compile(
    r"(?:(?<=\()|(?<=\|\| )|(?<=&& )|(?<=if )|(?<== )|(?<=return ))!(?=[A-Za-z_(])"
    r"|(?<![^\s(])!(?=[a-z]\w{0,30}(?:[A-Z]|\(|\.[a-z]| (?:&&|\|\||\?) ))"
)
_FACTORIAL = re.compile(r"(?<=\d)!(?=\s?[=+*/×÷])|(?<=(?<!\w)[nkNr])!|(?<=\d\))!(?=\s?[=+*/×÷])")
_ALONE = re.compile(
    r"(?:(?<=\buse )|(?<=\bthe )|(?<=\bnot )|(?<=\bof )|(?<=\band )|(?<=\bor )|(?<=\bvs )"
    r"|(?<=\busing )|(?<=\bwith )|(?<=\bUse )|(?<=\bThe )|(?<=\bbetween )|(?<=versus ))"
    r"(?P<sign>===?|!==?)"
    r"(?=[.,;:!?)]|$|\s(?:not|and|or|vs|instead|operator|is|for|to|with|in|means|compares|checks)\b)"
)
_NAMED = {
    "==": "double equals", "===": "triple equals", "!=": "not equals",
    "!==": "not double equals",
}  # fmt: skip
"""Operators that are spoken of, between no operands."""
_QUERY = re.compile(r"(?<=[\w/])\?(?=[A-Za-z_]\w{0,30}=)")
"""In front of what an address asks for: users?id=42."""
_UP_TO = re.compile(r"(?<=\d)(?:…|\.{2,3})[=<]?(?=\d|[a-z]\b)")
"""As in Rust and Ruby: 1..10."""
_COUNTED = re.compile(r"(?:(?<=insertion)|(?<=deletion)|(?<=insertions)|(?<=deletions))\([-+]\)")
_MENU = re.compile(r"(?<=[A-Za-z]) > (?=[A-Z][a-z])")
_APART = re.compile(r"(?<=\w)[/_|](?=\w)")
_DASH = re.compile(r"(?<!\S)[-–]+(?!\S)")
SILENT = re.compile(r"[←♥★♭♮®™℠℗†‡⌘⌥⌃⎋⌫*^_\\|<>{}\[\]⟨⟩~#=/`¯‸˜˙！-／：-＠［-｠]+")


def symbol_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The signs that are left once numbers, money, addresses and code have taken theirs."""
    return (
        Form(Kind.SIGN, _ABOUT, lambda _: "about ", "~"),
        Form(Kind.OPERATOR, _TO_THE, lambda m: f" {numbers.power(m['power'])}", r"\^"),
        Form(Kind.OPERATOR, _GETS, lambda _: "gets", "←"),
        Form(Kind.OPERATOR, _TIMES, lambda _: " times ", r"[\s*]"),
        Form(Kind.OPERATOR, _POINT, _raised_point, r"[\s·]"),
        Form(Kind.OPERATOR, _ARROW, lambda _: " arrow ", "="),
        Form(Kind.OPERATOR, _MODULO, lambda _: "mod", "%"),
        Form(Kind.OPERATOR, _DIVIDED, lambda _: " divided by ", r"\s"),
        Form(Kind.OPERATOR, _NOT, lambda _: "not ", "!"),
        Form(Kind.OPERATOR, _FACTORIAL, lambda _: " factorial", "!"),
        Form(Kind.OPERATOR, _MINUS, lambda _: " minus ", "-"),
        Form(Kind.SIGN, _QUERY, lambda _: " question mark ", r"\?"),
        Form(Kind.RANGE, _UP_TO, lambda _: " to ", r"[….]"),
        Form(Kind.SIGN, _COUNTED, lambda _: "", r"\("),
        Form(Kind.SIGN, _MENU, lambda _: ", ", r"\s"),
        Form(Kind.SIGN, _GENERIC, lambda _: " ", "[<>]"),
        Form(Kind.OPERATOR, _ALONE, lambda m: _NAMED[m["sign"]], "[=!]"),
        Form(Kind.OPERATOR, _OPERATOR, lambda m: f" {_OPERATORS[m.group()]} ", r"[\W²³πµ]"),
        *mathematical_sign_forms(),
        Form(Kind.SIGN, re.compile(r"\\(?!\w)"), lambda _: " ", r"\\"),
        Form(Kind.SIGN, _SIGN, lambda m: f" {_SIGNS[m.group()]} ", r"\W"),
        Form(Kind.SIGN, _APART, lambda _: " ", "[/_|]"),
        Form(Kind.SIGN, SILENT, lambda _: " ", r"[\W_]"),
        Form(Kind.SIGN, _DASH, lambda _: " ", "[-–]"),
    )


def _raised_point(match: re.Match[str]) -> str:
    """A product between figures; between words it parts them, as in "Dec 4 · 6:30pm"."""
    text = match.string
    spaced = match.group() == " · "
    if spaced and not _PRODUCT.match(text, match.end()):
        return ", "
    digits = text[match.start() - 1].isdecimal() or text[match.end()].isdecimal()
    return " times " if digits else ", "
