"""Numbers in words."""

from __future__ import annotations

import re

from num2words import num2words

__all__ = ["NUMBER", "Numbers"]

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A number as it is written: 5, 1,234.50."""

_MOST_DIGITS = 15
"""More digits are said one by one: nobody says quadrillions."""
_UNSEPARATED = 6
"""Without commas, longer numbers are names (of an account, an order): digit by digit."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Numbers:
    """Says numbers; the American way leaves out "and"."""

    def __init__(self, *, british: bool) -> None:
        self._british = british

    def cardinal(self, number: int) -> str:
        """12 as "twelve"."""
        return self._plain(num2words(number))

    def ordinal(self, number: int) -> str:
        """12 as "twelfth"."""
        return self._plain(num2words(number, to="ordinal"))

    def year(self, number: int) -> str:
        """1984 as "nineteen eighty four"."""
        return self._plain(num2words(number, to="year"))

    def digits(self, text: str) -> str:
        """007 as "zero zero seven"; what is no digit is left out."""
        return " ".join(_DIGITS[int(digit)] for digit in text if digit.isdecimal())

    def said(self, text: str) -> str:
        """A NUMBER the way it is said: whole, decimal, or digit by digit."""
        whole, _, decimals = text.partition(".")
        said = self.whole(whole)
        return f"{said} point {self.digits(decimals)}" if decimals else said

    def whole(self, text: str) -> str:
        """A whole number, with or without commas."""
        plain = text.replace(",", "")
        separated = "," in text
        zeros = len(plain) > 1 and plain[0] == "0"
        if zeros or len(plain) > (_MOST_DIGITS if separated else _UNSEPARATED):
            return self.digits(plain)
        return self.cardinal(int(plain))

    def is_one(self, text: str) -> bool:
        """Whether a unit after it stays singular."""
        return text.strip() == "1"

    def _plain(self, words: str) -> str:
        said = words.replace(",", "").replace("-", " ")
        return said if self._british else re.sub(r"\band ", "", said)
