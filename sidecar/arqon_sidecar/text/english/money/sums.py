"""The number of a sum, which has a comma before its cents in much of Europe: 12,50, 1.234,56."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.vocabulary import words

__all__ = ["EUROPEAN", "american"]

EUROPEAN = (
    r"\d{1,3}(?:\.\d{3}){2,8}(?!\d)|\d{1,9},\d\d(?!\d|,\d)|\d{1,3},\d(?= ?(?:m|b)(?:n|illion)?\b)"
)
"""1.250.000 and 12,50; 1.234,50 is a number without a currency, too."""
_COMMA_CENTS = re.compile(r"[\d. ']*\d,\d{1,2}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_POINTED = frozenset({"€", "EUR", "R$", "BRL"})
"""Currencies of countries that part thousands by points."""
_RETAIL = words("l L liter litre kWh kg gal")
"""Of what so little is sold that its price has three decimals."""


def american(match: re.Match[str], number: int) -> str:
    """The sum with a point before its cents and no mark before its thousands, where it had one.

    €1.450 is more than a thousand; €1.459/l, €1.25 million and $3.899 are not.
    """
    written = match[f"sum{number}"]
    if _COMMA_CENTS.fullmatch(written):
        return re.sub("[. ']", "", written).replace(",", ".")
    small = match[f"scale{number}"] or match["per"] in _RETAIL or match["sign"] not in _POINTED
    if _GROUPED.fullmatch(written) and (written.count(".") > 1 or not small):
        return written.replace(".", "")
    return written
