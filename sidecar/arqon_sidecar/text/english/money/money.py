"""Sums of money."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.measures.units import PER, THEN, per, then
from arqon_sidecar.text.english.money.coins import coin_forms
from arqon_sidecar.text.english.money.currencies import BY_CODE, BY_SIGN, SCALES, Currency
from arqon_sidecar.text.english.money.prices import is_attributive
from arqon_sidecar.text.english.money.sums import EUROPEAN, american
from arqon_sidecar.text.english.numbers.numbers import DASH, NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["money_forms"]

_SIGN = "|".join(
    (*(rf"{code}\s?\$" for code in BY_CODE if code.endswith("D")), *map(re.escape, BY_SIGN))
)
_CODE = "|".join(map(re.escape, BY_CODE))
_SCALE_NAMES = (
    r"thousand|million|billion|trillion|Mio\.?|Mrd\.?|lakh crore|lakhs?|crores?|bn|mn|tn|mil|mm|MM"
    "|[kKmMbBT]|[cC]r"
)


def _sum(number: int) -> str:
    return (
        rf"(?P<sum{number}>{EUROPEAN}|{NUMBER}|\.\d{{1,3}}(?!\d))"
        rf"(?:[\s-]?(?P<scale{number}>{_SCALE_NAMES})(?![\w$€£]|\.\w)(?:(?<=[bmt]n)\.(?=\s[a-z]|[,;)]))?)?"
    )


_THEN = rf"(?:\.?/(?P<then>{THEN})(?![\w/])(?:\.(?=\s[a-z]|\s?[,;:)]))?)?"
"""As in $12/sq. ft./yr."""
_CLOSED = re.compile(r"[.,;!?)\"”]|\s?$|\s(?:and|or|from|in|on|for)\b")
"""Behind a bill that is named by its number."""
_BEFORE = re.compile(
    rf"(?<![\w$])(?P<minus>[-−+])?(?P<sign>{_SIGN}|(?<!/)(?:{_CODE})(?=\s?\d))\s?(?P<minus2>[-−])?"
    + _sum(1)
    + rf"(?:{DASH}(?:{_SIGN})?{_sum(2)}(?![\w-]))?(?P<more>\+(?=/[a-z]))?"
    rf"(?:{PER}{_THEN})?(?:[/,.][-–—](?!\w))?"
)
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<minus>[-−])?{_sum(1)}(?:\s?(?:{_SIGN})?{DASH}{_sum(2)})?"
    rf"\s?(?P<sign>[€£¥₹₩₽₺₪₫฿₦₴৳₵₡₸](?!\d)|\$(?=\s?/\s?[a-z])|(?:{_CODE})(?!\w))"
    rf"(?:(?<=kr)\.(?=\s[a-z(]|[,;)]))?(?:{PER})?"
)
_PRICE = re.compile(rf"(?<![\w$€£])(?P<sign>[$€£¥₹]){PER}")
_NEGATIVE = re.compile(
    rf"(?<![\w$])(?P<minus>)(?P<sign>[$€£¥₹])\((?P<sum1>{NUMBER})\)(?P<sum2>(?!))?"
    rf"\s?(?P<scale1>(?:{_SCALE_NAMES})(?!\w))?(?P<per>(?!))?"
)
"""As accountants write it: $(1.2)M."""
_BLOOD = re.compile(r"[0-5](?:\.\d)?")
"""A value of blood that is called INR, too."""
_CENTS_BEHIND = re.compile(r"\d\.\d\d\Z")


def money_forms(numbers: Numbers) -> tuple[Form, ...]:
    """$19.99, €5, £3m, 20 EUR, $10-$20, $5-10 million, $.99, $5/month; and coins."""

    def money(match: re.Match[str]) -> str | None:
        if match["sign"] == "INR" and not match["scale1"] and _BLOOD.fullmatch(match["sum1"]):
            return None
        currency = (
            BY_SIGN.get(match["sign"]) or BY_CODE.get(match["sign"]) or BY_CODE[match["sign"][:3]]
        )
        if _is_bill(match):
            return numbers.said(match["sum1"]).removeprefix("one ")
        words = _range(match, currency, numbers) if match["sum2"] else ""
        words = words or _one(match, currency, numbers)
        minus = match["minus"] or match.groupdict().get("minus2")
        later = then(match) if match.re is _BEFORE else ""
        sign = "plus " if minus == "+" else "minus " if minus else ""
        more = " plus" * bool(match.groupdict().get("more"))
        return f"{sign}{words}{more}{per(match)}{later}"

    def negative(match: re.Match[str]) -> str:
        return f"minus {_one(match, BY_SIGN[match['sign']], numbers)}"

    return (
        *coin_forms(numbers),
        Form(Kind.MONEY, _NEGATIVE, negative, "[$€£¥₹]"),
        Form(Kind.MONEY, _BEFORE, money, r"[-−+A-Zk$€£¥₹₩₽₱₺₪₫฿₦₴₿৳₵₡₸z]"),
        Form(Kind.MONEY, _PRICE, lambda m: BY_SIGN[m["sign"]].many + per(m), "[$€£¥₹]"),
        Form(Kind.MONEY, _AFTER, money, r"[-−\d.]"),
    )


def _is_bill(match: re.Match[str]) -> bool:
    """Here's a $20: one bill, by its number."""
    bare = match.group().lstrip("$€£") in ("5", "10", "20", "50", "100")
    closed = _CLOSED.match(match.string, match.end())
    return bare and bool(closed) and word_before(match).lower() == "a"


def _range(match: re.Match[str], currency: Currency, numbers: Numbers) -> str:
    """$5-10 million, where the scale is said once; $500k-$1M, where each has one."""
    first, last = match["scale1"], match["scale2"]
    if not (first or last) and any(_CENTS_BEHIND.search(american(match, n)) for n in (1, 2)):
        return " to ".join(_one(match, currency, numbers, n) for n in (1, 2))
    low = _amount(match, 1, numbers) + (f" {_scale(first)}" if first else "")
    high = _amount(match, 2, numbers) + (f" {_scale(last)}" if last else "")
    return f"{low} to {high} {currency.one if is_attributive(match) else currency.many}"


def _one(match: re.Match[str], currency: Currency, numbers: Numbers, number: int = 1) -> str:
    one = is_attributive(match)
    written, scale = american(match, number), match[f"scale{number}"]
    many = currency.one if one else currency.many
    if scale:
        return f"{_amount(match, number, numbers)} {_scale(scale)} {many}"
    whole, _, cents = written.partition(".")
    if len(cents) != 2 or not currency.cent:
        return f"{_amount(match, number, numbers)} {currency.one if written == '1' else many}"
    if not whole.strip("0") and match["sign"] in BY_CODE:
        return f"{_amount(match, number, numbers)} {many}"
    small = int(cents)
    said_cents = f"{numbers.cardinal(small)} {_either(small == 1 or one, currency)}"
    said_whole = (
        f"{numbers.whole(whole or '0', counted=True)} {currency.one if whole == '1' else many}"
    )
    if not small:
        return said_whole
    return said_cents if not whole.strip("0") else f"{said_whole} and {said_cents}"


def _either(one: bool, currency: Currency) -> str:
    return currency.cent if one else currency.cents


def _amount(match: re.Match[str], number: int, numbers: Numbers) -> str:
    written = american(match, number)
    if written.startswith("."):
        written = "0" + written
    return numbers.said(written, counted=True)


def _scale(written: str) -> str:
    return SCALES.get(written, written)
