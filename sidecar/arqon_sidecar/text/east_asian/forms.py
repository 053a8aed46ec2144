"""Mandarin and Japanese: sums, times, dates, fractions, units and telephones.

misaki's packages read them as bare numbers and signs; the numbers themselves are left to those.
"""

from __future__ import annotations

import re
from decimal import Decimal

from arqon_sidecar.text.east_asian.latin import initialism_forms, latin_forms
from arqon_sidecar.text.east_asian.mathematics import mathematical_forms
from arqon_sidecar.text.east_asian.signs import DASH, sign_forms
from arqon_sidecar.text.east_asian.words import EAST_ASIAN
from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.names import with_typed_powers

__all__ = ["east_asian_forms"]


_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TELEPHONE = re.compile(
    r"(?<![\d.,/-])(?:[(（]0\d{2,3}[)）]\s?\d{3,4}-?\d{4}|0\d{1,4}-\d{1,4}-\d{4}|0\d{3}-\d{3}-\d{3}|0\d{2,3}-\d{7,8}|1[3-9]\d{9}|0\d{9,10}"
    r"|1[3-9]\d-\d{4}-\d{4}|[48]00-\d{3,4}-\d{3,4})(?![\d-])"
)
_ASKED = re.compile(r"(?<!\d)\d{4,12}(?!\d)")
_DATE = re.compile(
    r"(?<![\d/-])(?P<y>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark)"
    r"(?P<d>[12]\d|3[01]|0?[1-9])(?![\d/-])"
)
_TIME = re.compile(r"(?<![\d:.])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])")
_RATIO = re.compile(r"(?<![\d:.])(?P<a>\d{1,3}):(?P<b>\d{1,3})(?![\d:])")
_PART = re.compile(r"(?<![\d/.])(?P<a>\d{1,3})/(?P<b>[1-9]\d{0,2})(?![\d/.])")
_DAY_BEHIND = re.compile(r"\s?[(（]?[月火水木金土日一二三四五六周星][)）]|\s\d{1,2}:\d\d")
"""The day of the week, or a time."""
_PRESSURE = re.compile(r"血[压圧][为は]?[ :]*\Z")
"""Of the blood: 血压120/80."""
_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,4}(?![\d.])")
_DECIMAL = re.compile(r"(?<![\d.])(?P<whole>\d{1,3}(?:,\d{3})+|\d+)\.(?P<part>\d+)(?!\d|\.\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_TWO = re.compile(
    r"(?<![\d.第,/:-])2(?=\s?(?:[个位只本张件次天条块杯瓶辆家种倍斤台份双套匹人周晚毛斤场句项轮顿遍趟]|小时|分钟|公里|年(?!级)|万|千|点(?:半|整|钟|\d{1,2}分)))"
    r"|(?:(?<=[午晨])|(?<=晚上))2(?=点)"
)
"""What is counted by twos in Mandarin."""


def east_asian_forms(letter: str) -> tuple[Form, ...]:
    """The forms of the language with Kokoro's letter, "j" or "z"."""
    words = EAST_ASIAN[letter]
    digits, units = words.digits.split(), with_typed_powers(words.units)
    coin = "|".join(map(re.escape, sorted(words.money, key=len, reverse=True)))
    names = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    money = re.compile(
        rf"(?<![A-Za-z])(?P<coin>{coin})\s?(?P<a>{_N})(?:{DASH}(?P=coin)?\s?(?P<b>{_N}))?"
        r"(?:(?P<letter>[KMB])(?![A-Za-z])|(?P<scale>[万萬億亿兆千百]*))(?P<named>(?=[元円美日欧港ドユポ]))?"
    )
    rate = re.compile(rf"(?<![A-Za-z$€£¥])(?P<a>{coin})/(?P<b>{coin})(?!\s?\d)")
    unit = re.compile(rf"(?<=\d)\s?(?P<unit>{names})(?![A-Za-z²/])")
    asks = re.compile(rf"{words.asks}(?:是|为|は|:|：)?\s?\Z")

    def one_by_one(match: re.Match[str]) -> str:
        groups = re.findall(r"\d+", match.group())
        return ", ".join("".join(digits[int(digit)] for digit in group) for group in groups)

    def asked(match: re.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - 12) : match.start()]
        return one_by_one(match) if asks.search(before) else None

    def date(match: re.Match[str]) -> str:
        return f"{match['y']}年{int(match['m'])}月{int(match['d'])}日"

    def time(match: re.Match[str]) -> str:
        minute = f"{words.few_minutes * match['m'].startswith('0')}{int(match['m'])}分"
        minute = minute if match["m"] != "00" or match["s"] else ""
        second = f"{int(match['s'])}秒" if match["s"] else ""
        hour = "两" if match["h"] in words.two_oclock else str(int(match["h"]))
        return f"{hour}{words.hour}{minute}{second}"

    def part(match: re.Match[str]) -> str:
        a, b = int(match["a"]), int(match["b"])
        if match.group() == "24/7" or _PRESSURE.search(
            match.string, max(0, match.start() - 8), match.start()
        ):
            return f"{a}, {b}"
        return f"{a}月{b}日" if _is_day(match) else words.part.format(a=a, b=b)

    def price(match: re.Match[str]) -> str:
        last = f"{words.to}{words.spoken(match['b'])}" if match["b"] else ""
        name = "" if match["named"] is not None else words.money[match["coin"]]
        if match["letter"]:
            times, scale = words.large[match["letter"]]
            number = Decimal((match["b"] or match["a"]).replace(",", "")) * times
            return f"{number.normalize():f}{scale}{name}"
        return f"{words.spoken(match['a'])}{last}{match['scale']}{name}"

    forms = (
        Form(Kind.TELEPHONE, _TELEPHONE, one_by_one, r"[(（\d]"),
        *latin_forms(words),
        Form(Kind.IDENTIFIER, _ASKED, asked),
        Form(Kind.DATE, _DATE, date),
        Form(Kind.TIME, _TIME, time),
        Form(Kind.VERSION, _VERSION, lambda m: m.group().replace(".", "点")),
        Form(Kind.RATIO, _RATIO, lambda m: f"{m['a']}{words.against}{m['b']}"),
        Form(Kind.FRACTION, _PART, part),
        Form(
            Kind.MONEY,
            rate,
            lambda m: f"{words.money[m['a']]}{words.for_one}{words.money[m['b']]}",
            "[A-Z¥$€£]",
        ),
        Form(Kind.MONEY, money, price, "[A-Z¥$€£]"),
        Form(
            Kind.MEASURE,
            unit,
            lambda m: units[m["unit"]],
            r"[\sA-Za-z°%]",
        ),
        *mathematical_forms(words),
        *sign_forms(words),
        *initialism_forms(words),
        Form(Kind.DECIMAL, _DECIMAL, lambda m: words.spoken(m.group())),
        Form(Kind.CARDINAL, _GROUPED, lambda m: words.spoken(m.group())),
    )
    return (*forms, Form(Kind.CARDINAL, _TWO, lambda _: "两")) if letter == "z" else forms


def _is_day(match: re.Match[str]) -> bool:
    """Whether a month and a day stand on either side of the slash: 12/25, 05/12, 5/12（日）."""
    a, b = int(match["a"]), int(match["b"])
    if not (1 <= a <= 12 and b < 32):
        return False
    named = _DAY_BEHIND.match(match.string, match.end())
    return bool(named) or match["a"].startswith("0") or (b > 12 and b != 16)
