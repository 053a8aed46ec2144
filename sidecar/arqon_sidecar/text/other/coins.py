"""Codes of currencies, and how words of large numbers go with coins."""

from __future__ import annotations

__all__ = ["CODES", "COMMA_COINS", "SINGULAR", "THOUSANDS"]

SINGULAR = {
    "millions": "million",
    "milliards": "milliard",
    "milioni": "milione",
    "miliardi": "miliardo",
}
"""Of words of large numbers in French and Italian."""
COMMA_COINS = frozenset(("€", "EUR", "FCFA", "F CFA"))
"""Coins whose sums have a comma before decimals."""
THOUSANDS = frozenset(("mil", "mila", "mille"))
"""Words of large numbers that stand before a coin without "of"."""
CODES = {"EUR": "€", "USD": "$", "GBP": "£", "BRL": "R$", "JPY": "¥", "INR": "₹"}
"""Codes of currencies, with the signs of the same."""
