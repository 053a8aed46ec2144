"""Numbers in words."""

from __future__ import annotations

import re
from functools import lru_cache

from num2words import num2words

__all__ = ["DASH", "INDICES", "NUMBER", "POWERS", "Numbers"]

NUMBER = (
    r"(?>\d{1,3}(?:,\d{3}){1,8}(?!\d|,\d{3})(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){1,8},\d{2}(?!\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,8}(?![\d.]|,\d)"
    r"|\d{1,3},\d{1,2}(?=\s?(?:€|%|°|(?:kg|km|cm|mm|ml|GB|MB|kWh|euros?|EUR)\b))"
    r"|\d{1,3}(?:[ _']\d{3}){2,8}(?!\d| \d)(?:\.\d+)?"
    r"|\d{1,3}(?:[ ']\d{3}){1,8}[,.]\d{2}(?!\d|\.\d)"
    r"|[1-9]\d{0,2}'\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}[ _']\d00(?!\d| \d|\.\d|-[a-z]|\s?mg\s(?:tab|cap|pill))"
    r"|\d+(?:_\d{3}){1,8}(?!\d)"
    r"|\d+(?:\.\d+)?)"
)
"""A number as it is written: 5, 1,234.50, 1,50,000, 1.234,50, 1 000 000, 12_000."""
DASH = r"\s?[-–—]\s?"
"""What stands between the ends of a range of times, dates or sums."""
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
"""Raised digits as plain ones."""
INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
"""Lowered digits as plain ones."""

_MOST_DIGITS = 15
"""More digits are said one by one: nobody says quadrillions."""
_UNSEPARATED = 6
"""Without commas, longer numbers are names (of an account, an order): digit by digit."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EUROPEAN = re.compile(r"[\d. ']+[. ']\d{3},\d{2}|\d{1,3},\d{1,2}")
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,8}")
_GROUPS = re.compile(r"[, _']")


class Numbers:
    """Says numbers; the American way leaves out "and"."""

    def __init__(self, *, british: bool) -> None:
        self.british = british
        self.cardinal = lru_cache(4096)(self._cardinal)

    def ordinal(self, number: int) -> str:
        """12 as "twelfth"."""
        return self._plain(num2words(number, to="ordinal"))

    def year(self, number: int) -> str:
        """1984 as "nineteen eighty four"."""
        return self._plain(num2words(number, to="year"))

    def digits(self, text: str) -> str:
        """007 as "zero zero seven"; what is no digit is left out."""
        return " ".join(_DIGITS[int(digit)] for digit in text if digit.isdecimal())

    def said(self, text: str, *, counted: bool = False) -> str:
        """A NUMBER the way it is said: whole, decimal, or digit by digit.

        What is counted, as money is, is no name and not said digit by digit.
        """
        if _POINTED.fullmatch(text):
            text = text.replace(".", ",")
        if _EUROPEAN.fullmatch(text):
            text, counted = re.sub("[. ']", "", text).replace(",", "."), True
        whole, _, decimals = text.partition(".")
        said = self.whole(whole, counted=counted)
        return f"{said} point {self.digits(decimals)}" if decimals else said

    def whole(self, text: str, *, counted: bool = False) -> str:
        """A whole number, with or without marks between its groups."""
        plain = _GROUPS.sub("", text)
        counted = counted or len(plain) < len(text) or plain.endswith("000")
        zeros = len(plain) > 1 and plain[0] == "0"
        if zeros or len(plain) > (_MOST_DIGITS if counted else _UNSEPARATED):
            return self.digits(plain)
        return self.cardinal(int(plain))

    def name(self, text: str) -> str:
        """A number that names a room, a flight or a model: 101 as "one oh one", 2490 in pairs."""
        if text[0] == "0" or len(text) > 4:
            return self.digits(text)
        if len(text) < 3 or text.endswith("000"):
            return self.cardinal(int(text))
        head = self.cardinal(int(text[:-2]))
        if text.endswith("00"):
            return f"{head} hundred"
        tail = self.cardinal(int(text[-2:]))
        return f"{head} oh {tail}" if text[-2] == "0" else f"{head} {tail}"

    def year_or(self, text: str) -> str:
        """A number that is a year where it can be one."""
        is_year = len(text) == 4 and text.isdecimal() and "1100" <= text <= "2099"
        return self.year(int(text)) if is_year else self.said(text)

    def power(self, text: str) -> str:
        """What is said behind a base for its exponent, in plain or raised digits."""
        plain = text.translate(POWERS)
        if plain in ("2", "3"):
            return "squared" if plain == "2" else "cubed"
        minus = "minus " * plain.startswith("-")
        digits = plain.lstrip("-+")
        said = self.said(digits) if digits.isdecimal() else digits
        return f"to the {minus}{said}" if minus else f"to the power of {said}"

    def _cardinal(self, number: int) -> str:
        """12 as "twelve"."""
        return self._plain(num2words(number))

    def _plain(self, words: str) -> str:
        said = words.replace(",", "").replace("-", " ")
        return said if self.british else re.sub(r"\band ", "", said)
