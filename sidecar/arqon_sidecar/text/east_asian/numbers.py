"""Mandarin and Japanese: numbers in Chinese numerals, so that misaki's packages meet no digit.

cn2an takes 0.2 ms a number, leaves one of 17 digits unsaid and reads 10年 as a year; misaki's
Japanese tables end at nine digits with an error, and tear words with their syllables.
"""

from __future__ import annotations

import re

__all__ = ["NAMED", "japanese_numeral", "mandarin_numbers"]

NAMED = 16
"""Digits of a number that is said as one; a longer one is said digit by digit."""
_DIGITS = "零一二三四五六七八九"
_MANDARIN = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_JAPANESE = (
    (10**12, "兆"), (10**8, "億"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"),
)  # fmt: skip
_NUMBER = re.compile(
    r"(?P<whole>\d+)(?:\.(?P<part>\d+))?"
    r"(?:(?P<of>[%％‰])|(?P<year>年|(?=\s?(?:杠|[到至和与、,—-]\s?\d{4}(?:年|学年|赛季|财年)))|(?=\s?(?:学年|财年|赛季|届|款))(?<=\d{4}))|(?P<clock>[月日号时点]))?"
)
_DURATION = re.compile(r"前(?!后)|的?历史|间|时间")
"""What stands behind a number of years, and not behind a year, where both may be meant."""
_MONTH = re.compile(r"\d{1,2}月")
_TWO = re.compile("^二(?=[千万亿])")


def mandarin_numbers(text: str) -> str:
    """The text with words for all its digits: 二零二三年, 百分之三点五, 两千; 〇 is 零."""
    return _NUMBER.sub(_mandarin, text).replace("〇", "零")


def japanese_numeral(number: int) -> str:
    """千二百, 一万, 一千万."""
    for size, name in _JAPANESE:
        if number >= size:
            high, low = divmod(number, size)
            before = "" if high == 1 and size < 10**4 else japanese_numeral(high)
            one = "一" if size >= 10**4 and 1000 <= high < 2000 else ""
            return one + before + name + (japanese_numeral(low) if low else "")
    return _DIGITS[number]


def _mandarin(match: re.Match[str]) -> str:
    whole, part = match["whole"], match["part"]
    named = len(whole) <= NAMED and (part or not _is_serial(match))
    words = _mandarin_numeral(int(whole)) if named else _one_by_one(whole)
    words += f"点{_one_by_one(part)}" if part else ""
    if match["of"]:
        return f"{'千' if match['of'] == '‰' else '百'}分之{'百' if words == '一百' else words}"
    return words + (match["year"] or match["clock"] or "")


def _is_serial(match: re.Match[str]) -> bool:
    """Whether its digits are named: 007, and years, which four digits are and 98年 may be."""
    length, number = len(match["whole"]), int(match["whole"])
    leads_with_zero = length > len(str(number))
    if match["year"] is None:
        return leads_with_zero and not match["clock"]
    if length == 4:
        lasts = number % 100 == 0 and _DURATION.match(match.string, match.end())
        return 1000 < number < 2200 and not lasts
    dated = _MONTH.match(match.string, match.end())
    return length == 2 and bool(leads_with_zero or dated or (number > 50 and number % 10))


def _mandarin_numeral(number: int) -> str:
    words = _mandarin_part(number)
    return _TWO.sub("两", words.removeprefix("一") if words.startswith("一十") else words)


def _mandarin_part(number: int) -> str:
    for size, name in _MANDARIN:
        if number >= size:
            high, low = divmod(number, size)
            zero = "零" if 0 < low < size // 10 else ""
            return _mandarin_part(high) + name + zero + (_mandarin_part(low) if low else "")
    return _DIGITS[number]


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)
