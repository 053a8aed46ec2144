"""Roman numerals: how they look, and the number that one stands for."""

from __future__ import annotations

__all__ = ["NUMERAL", "value"]

NUMERAL = r"(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def value(roman: str) -> int:
    """The number that a numeral in capitals stands for."""
    values = [_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
