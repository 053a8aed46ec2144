"""Signs that are said as words, and those that are not said at all."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.mathematics.arithmetic import arithmetic_forms
from arqon_sidecar.text.english.mathematics.mathematical_signs import mathematical_sign_forms
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.signs.sign_names import OPERATORS, SIGNS
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["SILENT", "symbol_forms"]

_OPERATOR = re.compile(
    "|".join(re.escape(sign) for sign in sorted(OPERATORS, key=len, reverse=True))
)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)))
_MEAN = re.compile(r"µ(?![A-Za-z])")
"""Of statistics, and of no unit."""
_ACROSS = re.compile(r"(?<!\w)[Øø](?=\s?\d)\s?")
"""A diameter, and no letter of Danish: Ø 10 mm."""
_NUMERO = re.compile(r"(?<!\w)n[º°]\s?(?=\d)")
_GENERIC = re.compile(
    r"(?<=\w)<(?=[A-Za-z][\w<>, :&*\[\]]{0,40}>(?!\w))"
    r"|(?<![\w<])<(?=[a-z][a-z_/:-]{1,30}(?:\.h(?:pp)?)?>|[\w.+-]{1,64}@[\w.-]{1,64}>)"
    r"|(?<![\w<])<(?=[A-Z]>)|(?<=\w)<(?=\(\)>)|(?<=<\(\))>"
    r"|(?<=[\w>])>(?!=|\s?\d)(?=\W|$)"
)
"""List<int>, <your-name>, Ann Lee <ann@example.org>."""
_ABOUT = re.compile(r"(?<![\w~])~(?![^\s~][^~\n]{0,60}(?<=\S)~(?=[\s.,;:!?)]|$))\s?(?=[\w$€£¥.])")
_ALONE = re.compile(
    r"(?:(?<!.)|(?<=\buse )|(?<=\bthe )|(?<=\bnot )|(?<=\bof )|(?<=\band )|(?<=\bor )|(?<=\bvs )"
    r"|(?<=\busing )|(?<=\bwith )|(?<=\bUse )|(?<=\bThe )|(?<=\bbetween )|(?<=versus ))"
    r"(?P<sign>===?|!==?|&&|\|\||[=-]>(?=\s(?:is|means|operator)\b))"
    r"(?=[.,;:!?)]|$|\s(?:not|and|or|vs|instead|operator|is|for|to|with|in|means|compares|checks)\b)"
)
_NAMED = {
    "==": "double equals", "===": "triple equals", "!=": "not equals",
    "!==": "not double equals", "&&": "double ampersand", "||": "double pipe",
    "=>": "arrow", "->": "arrow",
}  # fmt: skip
"""Operators that are spoken of, between no operands."""
_QUERY = re.compile(r"(?<=[\w/])\?(?=[A-Za-z_]\w{0,30}=)")
"""In front of what an address asks for: users?id=42."""
_IF_THERE = re.compile(r"(?<=[\w)\]])\?\.(?=[a-z_]\w)")
"""A part of something that may be nothing: obj?.name."""
_UP_TO = re.compile(r"(?<=\d)(?:…|\.{2,3})[=<]?(?=\d|[a-z]\b)")
"""As in Rust and Ruby: 1..10."""
_SCOPE = re.compile(r"(?<=\w)::(?=[A-Za-z_~])")
_PLACES = re.compile(r"(?<=\w):(?=[/$~]\w)")
"""Between places of a search path, and behind a drive: $PATH:/opt/bin, C:/Users."""
_COUNTED = re.compile(r"(?:(?<=insertion)|(?<=deletion)|(?<=insertions)|(?<=deletions))\([-+]\)")
_PIPE = re.compile(r"(?<=\S )\|(?= [a-z])")
"""`markup` leaves these to commands."""
_AGAIN = re.compile(r"(?:(?<=[Cc]opyright )|(?<=COPYRIGHT ))(?:©|\(c\)|\(C\))\s?")
_MENU = re.compile(
    r"(?<=[a-z])>(?=[A-Z][a-z]{2}|[A-Z]{2,4}(?!\w))"
    r"|(?<=[A-Za-z…]) > (?=[A-Z][a-z]|[A-Z]{2,4}(?!\w))"
)
_NEXT = re.compile(r"(?<=[a-z] )>(?=[\"”'’])")
"""An arrow on a button: "Next >"."""
_SHIFTED = re.compile(r"(?<=\w )(?P<sign><<|>>)(?= \d)")
"""Of bits: x << 2."""
_TIMES = re.compile(
    r"(?:(?<=\d )|(?<=/mo )|(?<=/wk ))x(?= \d)|(?<=\w )x(?= \d{1,4}(?:\s?=| [a-z]{2,15} ?=))"
)
"""Behind a sum and the like, which no side of anything is: $45.00 x 2."""
_INCHES = re.compile(r" (?:\d{1,3}[- ])?\d{1,3}(?:[./]\d{1,2})?[\"″”]")
"""A side of a thing: 1/4-20 x 1"."""
_APART = re.compile(r"(?<=\w)[/_|](?=\w)")
_DASH = re.compile(r"(?<!\S)[-–]+(?!\S)")
_AT_END = r"[\])}]+(?=(?:(?:[<>=!]=|[<=])\s?[\w\"'$({\[-]|>\s?\d))|"
"""Brackets in front of an operator, which is said: x[0]>=2."""
SILENT = re.compile(_AT_END + r"[←‥․〒♥★✮✩♭♮®™℠℗†‡⌘⌥⌃⎋⌫*^_\\|<>{}\[\]⟨⟩~#=/`¯‸˜˙！-／：-＠［-｠]+")


def symbol_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The signs that are left once numbers, money, addresses and code have taken theirs."""
    return (
        Form(Kind.SIGN, _ABOUT, lambda _: "about ", "~"),
        *arithmetic_forms(numbers),
        Form(Kind.SIGN, _QUERY, lambda _: " question mark ", r"\?"),
        Form(Kind.CODE, _SCOPE, lambda _: " colon colon ", ":"),
        Form(Kind.SIGN, _PLACES, lambda _: " colon ", ":"),
        Form(Kind.RANGE, _UP_TO, lambda _: " to ", r"[….]"),
        Form(Kind.SIGN, _COUNTED, lambda _: "", r"\("),
        Form(Kind.CODE, _PIPE, lambda _: "pipe", r"\|"),
        Form(Kind.SIGN, _AGAIN, lambda _: "", r"[©(]"),
        Form(Kind.SIGN, _MENU, lambda _: ", ", r"[\s>]"),
        Form(Kind.SIGN, _NEXT, lambda _: "", ">"),
        Form(Kind.OPERATOR, _SHIFTED, _shifted, "[<>]"),
        Form(
            Kind.OPERATOR,
            _TIMES,
            lambda m: "by" if _INCHES.match(m.string, m.end()) else "times",
            "[x×]",
        ),
        Form(Kind.SIGN, _MEAN, lambda _: " mu ", "µ"),
        Form(Kind.SIGN, _ACROSS, lambda _: "diameter ", "[Øø]"),
        Form(Kind.SIGN, _NUMERO, lambda _: "number ", "n"),
        Form(Kind.SIGN, _GENERIC, lambda _: " ", "[<>]"),
        Form(Kind.OPERATOR, _ALONE, lambda m: _NAMED[m["sign"]], "[=!&|-]"),
        Form(Kind.OPERATOR, _IF_THERE, lambda _: " question mark dot ", r"\?"),
        Form(Kind.OPERATOR, _OPERATOR, lambda m: f" {OPERATORS[m.group()]} ", r"[\W²³πµ]"),
        *mathematical_sign_forms(),
        Form(Kind.SIGN, re.compile(r"\\(?!\w)"), lambda _: " ", r"\\"),
        Form(Kind.SIGN, _SIGN, lambda m: f" {SIGNS[m.group()]} ", r"\W"),
        Form(Kind.SIGN, _APART, lambda _: " ", "[/_|]"),
        Form(Kind.SIGN, SILENT, lambda _: " ", r"[\W_]"),
        Form(Kind.SIGN, _DASH, lambda _: " ", "[-–]"),
    )


def _shifted(match: re.Match[str]) -> str:
    return f"shifted {'left' if match['sign'] == '<<' else 'right'} by"
