"""Cents, pence, parts of a pound and lakhs: 50¢, 75p, £½m, $2½ million, ₹3.5L."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import modifies
from arqon_sidecar.text.english.measures.units import PER, per
from arqon_sidecar.text.english.money.currencies import BY_SIGN, SCALES
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["coin_forms"]

_CENTS = re.compile(rf"(?<![\w.,/])(?P<sum>\d{{1,3}}(?:\.\d)?)(?P<unit>\s?¢|c(?!\w))(?:{PER})?")
_PENCE = re.compile(r"(?<![\w.,])(?P<sum>\d{1,3})p(?![\w/])")
_PART = re.compile(
    r"(?<![\w$])(?P<sign>[$€£])(?:(?P<whole>\d{1,3})\s)?(?P<a>\d)[/⁄](?P<b>\d)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|mn|[kKmMbB]))?(?![\w/⁄])"
)
_BILLS = re.compile(rf"(?<![\w$])[$€£](?P<sum>{NUMBER})s(?!\w)")
"""What such bills are called: two $20s."""
_LAKH = re.compile(rf"(?<![\w$])(?:₹|Rs\.?)\s?(?P<sum>{NUMBER})\s?L(?!\w)")


def coin_forms(numbers: Numbers) -> tuple[Form, ...]:
    """What is less than one of a currency, or has a fraction; pence in Britain only."""

    def cents(match: re.Match[str]) -> str:
        one = match["sum"] == "1" or modifies(match)
        return f"{numbers.said(match['sum'])} cent{'s' * (not one)}{per(match)}"

    def pence(match: re.Match[str]) -> str | None:
        return f"{numbers.said(match['sum'])} p" if numbers.british else None

    def part(match: re.Match[str]) -> str | None:
        """Half a million pounds; two and a half million dollars."""
        above, below, scale = int(match["a"]), int(match["b"]), match["scale"]
        if not 0 < above < below:
            return None
        currency, scale = BY_SIGN[match["sign"]], SCALES.get(scale, scale)
        if match["whole"]:
            said = fraction_words(match["whole"], above, below, numbers)
            return " ".join(filter(None, (said, scale, currency.many)))
        said = "half" if below == 2 else f"{fraction_words(None, above, below, numbers)} of"
        return f"{said} a {scale} {currency.many}" if scale else f"{said} a {currency.one}"

    return (
        Form(Kind.MONEY, _CENTS, cents),
        Form(Kind.MONEY, _PENCE, pence),
        Form(Kind.MONEY, _BILLS, lambda m: plural(numbers.said(m["sum"], counted=True)), "[$€£]"),
        Form(Kind.MONEY, _LAKH, lambda m: f"{numbers.said(m['sum'])} lakh rupees", "[₹R]"),
        Form(Kind.MONEY, _PART, part, "[$€£]"),
    )
