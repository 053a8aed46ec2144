"""Mandarin and Japanese: letters with numbers, and initialisms among characters.

Words in Latin letters are read by espeak-ng as English.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.east_asian.words import EastAsian
from arqon_sidecar.text.english.vocabulary import SAID_AS_WORDS
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["initialism_forms", "latin_forms"]

_NUMBER = re.compile(r"(?<![A-Za-z])(?:No\.|№)\s?(?=\d)")
_SERIAL = re.compile(r"(?<=[A-Z])-?(?P<digits>\d{3,12})(?![\d,.]|\s?[A-Za-z])")
"""CA1234, A380: digit by digit in Mandarin."""
_DECADE = re.compile(r"(?<!\d)(?P<digits>[5-9]0|[01]0)(?=后(?!\w?[天年月]))")
"""People born in the years from 1980: 80后."""
_INITIALISM = re.compile(
    r"(?<![A-Za-z.&])(?:[A-Z]{1,3}|[B-DF-HJ-NP-TV-Z]{4,5})(?![A-Za-z&]|['’.][A-Za-z])"
)
_CODE = re.compile(
    r"(?<!\d)(?:(?:985|211)(?=大学|高校|院校|工程|名校|毕业|、|/|和|与)|996(?=工作制|制|模式|文化|加班)"
    r"|(?:911|918|731)(?=事件|事变|部队)|315(?=晚会)|618(?=大促|购物节|活动|年中)"
    r"|(?:1[12]\d|1(?:23|00|01)\d\d|955\d\d)(?=热线|网站|平台|客服|指挥中心|报警|急救))"
    r"|(?<=拨打)\d{3,5}(?!\d)|(?<=拨打\d{3}[或和、])\d{3}(?!\d)"
)
"""Names that are numbers: 985大学, 12306网站, 拨打110."""
_EACH = re.compile(r"(?<=[\d元块万])/(?=[晚月年天日人次斤个只位张件份间周]|小时|公斤|平米|平方米)")
"""¥500/晚."""
_POSTAL = re.compile(
    r"(?:〒\s?|(?<=郵便番号)|(?<=郵便番号は)|(?<=郵便番号: ))(?P<a>\d{3})-?(?P<b>\d{4})(?!\d)"
)
_GENERATIONS = {
    "2D": "ツーディー", "3D": "スリーディー", "3G": "スリージー", "4G": "フォージー",
    "5G": "ファイブジー", "4K": "ヨンケー", "8K": "ハチケー",
}  # fmt: skip
_GENERATION = re.compile(rf"(?<![A-Za-z\d.])(?:{'|'.join(_GENERATIONS)})(?![A-Za-z\d])")


def latin_forms(words: EastAsian) -> tuple[Form, ...]:
    """No. 1; in Mandarin CA1234 and 80后, in Japanese 〒100-0001."""
    digits = words.digits.split()

    def one_by_one(written: str) -> str:
        return "".join(digits[int(digit)] for digit in written)

    def postal(match: re.Match[str]) -> str:
        name = "郵便番号, " if match.group().startswith("〒") else ""
        return f"{name}{one_by_one(match['a'])}, {one_by_one(match['b'])}"

    number = Form(Kind.IDENTIFIER, _NUMBER, lambda _: words.number, "[N№]")
    if words.letters:
        generation = Form(Kind.SERIAL, _GENERATION, lambda m: _GENERATIONS[m.group()])
        return (number, generation, Form(Kind.IDENTIFIER, _POSTAL, postal, r"[〒\d]"))
    return (
        number,
        Form(Kind.MONEY, _EACH, lambda _: "每", "/"),
        Form(Kind.IDENTIFIER, _CODE, lambda m: one_by_one(m.group())),
        Form(Kind.SERIAL, _SERIAL, lambda m: one_by_one(m["digits"]), r"[-\d]"),
        Form(Kind.DATE, _DECADE, lambda m: one_by_one(m["digits"])),
    )


def initialism_forms(words: EastAsian) -> tuple[Form, ...]:
    """NBA as "エヌビーエー"; where letters have no names, with points, as espeak-ng spells it."""

    def named(match: re.Match[str]) -> str | None:
        if match.group().lower() in SAID_AS_WORDS:
            return None
        if not words.letters:
            return ".".join(match.group())
        return "".join(words.letters[letter] for letter in match.group())

    return (Form(Kind.INITIALISM, _INITIALISM, named, "[A-Z]"),)
