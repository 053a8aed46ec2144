"""Sums of money."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.numbers import NUMBER, Numbers
from arqon_sidecar.text.rules import Rule

__all__ = ["money_rules"]


@dataclass(frozen=True, slots=True)
class _Currency:
    one: str
    many: str
    cent: str = ""
    cents: str = ""


_DOLLAR = _Currency("dollar", "dollars", "cent", "cents")
_EURO = _Currency("euro", "euros", "cent", "cents")
_POUND = _Currency("pound", "pounds", "penny", "pence")
_YEN = _Currency("yen", "yen")
_RUPEE = _Currency("rupee", "rupees", "paisa", "paise")
_WON = _Currency("won", "won")
_FRANC = _Currency("franc", "francs", "centime", "centimes")

_SIGNS = {
    "US$": _Currency("U S dollar", "U S dollars", "cent", "cents"),
    "C$": _Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "A$": _Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "$": _DOLLAR,
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "₩": _WON,
}
_CODES = {"USD": _DOLLAR, "EUR": _EURO, "GBP": _POUND, "JPY": _YEN, "INR": _RUPEE, "CHF": _FRANC}
_SCALES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "b": "billion",
    "B": "billion",
    "bn": "billion",
    "T": "trillion",
}
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|mn|[kKmMbBT])(?![\w$€£]))?"
_SIGN = "|".join(map(re.escape, _SIGNS))
_BEFORE = re.compile(rf"(?P<minus>[-−])?(?<!\w)(?P<sign>{_SIGN})\s?(?P<sum>{NUMBER}){_SCALE}")
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<sum>{NUMBER}){_SCALE}\s?(?P<sign>[€£¥₹₩]|(?:{'|'.join(_CODES)})\b)"
)
_CENTS = re.compile(r"(?<![\w.,])(?P<sum>\d{1,2})\s?¢")


def money_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """$19.99, €5, £3m, 20 EUR, 50¢."""

    def money(match: re.Match[str]) -> str:
        currency = _SIGNS.get(match["sign"]) or _CODES[match["sign"]]
        minus = "minus " if match.groupdict().get("minus") else ""
        return minus + _said(match["sum"], match["scale"], currency, numbers)

    def cents(match: re.Match[str]) -> str:
        count = int(match["sum"])
        return f"{numbers.cardinal(count)} cent{'s' * (count != 1)}"

    return Rule(_BEFORE, money), Rule(_AFTER, money), Rule(_CENTS, cents)


def _said(sum_: str, scale: str | None, currency: _Currency, numbers: Numbers) -> str:
    if scale:
        return f"{numbers.said(sum_)} {_SCALES.get(scale, scale)} {currency.many}"
    whole, _, cents = sum_.partition(".")
    if len(cents) != 2 or not currency.cent:
        return f"{numbers.said(sum_)} {currency.one if sum_ == '1' else currency.many}"
    small = int(cents)
    said_cents = f"{numbers.cardinal(small)} {currency.cent if small == 1 else currency.cents}"
    said_whole = f"{numbers.whole(whole)} {currency.one if whole == '1' else currency.many}"
    if not small:
        return said_whole
    return said_cents if not whole.strip("0") else f"{said_whole} and {said_cents}"
