"""Roman numerals behind what is numbered by them."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import NUMERAL, value
from arqon_sidecar.text.english.numbers.roman_parts import roman_part_forms
from arqon_sidecar.text.english.numbers.roman_words import (
    ALSO_LAST,
    GIVEN,
    NUMBERED,
    REGENTS,
    REIGNS,
    SERIES,
    SMALL_WORDS,
)
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["roman_forms"]

_ROMAN = re.compile(
    rf"(?<![\w.'&/-])(?P<roman>{NUMERAL})(?![\w&]|'(?!s\b)|\.\w|-(?!era\b)[A-Za-z])"
)
_TITLED = re.compile(
    r"\b(?:King|Queen|Pope|Emperor|Empress|[CT]sar|Sultan|Pharaoh|Prince|Princess|Duke|Kaiser|Shah"
    r"|Caliph|Patriarch|Grand Duke) [A-Z][\w'’-]+ $"
)
_REGENT_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(REGENTS))}) the $", re.IGNORECASE)
_PERSON = re.compile(
    rf"\b(?:{'|'.join(sorted(GIVEN))}) (?:[A-Z](?:[a-z]+|\.)? )?(?!Wick\b)[A-Z][a-z]\w*,? $"
)
"""In front of the numeral of a son: Henry Ford II."""
_AND_MORE = re.compile(r"(?:,| and| or| to| of| through| thru|-|–) ?(?:[IVX]{2,5}|V|X)\b")
_ROW_BEHIND = re.compile(r"(?:,| and| &| or) II(?!\w)")
_ROW_BEFORE = re.compile(r"(?<!\w)I(?:,| and| &| or)(?: II(?:,| and| &|, and))? \Z")
"""Meiosis I and II: nobody else is beside two."""
_COUNTED = words(
    "century centuries Century Centuries CENTURY Olympiad Corps Airborne Olympic Legion Army"
)
"""What is counted in front of it: the XIX century, the XVIII Airborne Corps."""
_ONE_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(NUMBERED))})s? "
    r"(?:[IVX]{1,5}(?:, | and |, and | or | to | of | through | thru |-|–)){1,9}$",
    re.IGNORECASE,
)
"""Volumes I and II: what is numbered, and other numerals."""
_ENDS = re.compile(r"\s?[.,;:!?)(]|\s*$|\s(?:and|or|&)\s[A-Z]")
"""Who means himself goes on behind "I"."""
_MODEL = re.compile(r"[A-Z]{1,3}\d{1,4}")
"""What is made in several versions: a Sony A7 III."""
_NO_NUMBERS = frozenset(("I", "XL", "L", "XXL", "LI", "MI", "V", "X", "VI"))


def roman_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Chapter IV, Henry VIII, World War II, Rocky III, the XIX century."""

    def roman(match: re.Match[str]) -> str | None:
        written = match["roman"]
        before, number = word_before(match), value(written)
        name = before.lower().rstrip(".,")
        if len(written) > 1 and written != "XL" and word_after(match) in _COUNTED:
            return numbers.ordinal(number)
        if _is_in_row(match, written, name):
            return numbers.cardinal(number)
        if name == "the" and len(written) > 1 and _REGENT_BEFORE.search(back(match)):
            return numbers.ordinal(number)
        if name in NUMBERED and not _is_letter(match, written, before):
            return numbers.cardinal(number)
        alone = _ENDS.match(match.string, match.end())
        owns = match.string.startswith("'s", match.end())  # Edward I's castles
        rules = written != "I" or alone or owns or word_after(match) in REIGNS
        son = written in ("II", "III", "IV") and _PERSON.search(back(match))
        regent = name.rpartition("-")[2] in REGENTS and before[0].isupper() and written != "L"
        if (regent or son or _TITLED.search(back(match))) and rules:
            return f"the {numbers.ordinal(number)}"
        if regent and not word_after(match).islower():
            return None
        if name not in SERIES and (
            written in _NO_NUMBERS
            or not _is_title(before, long=len(written) > 2 or written == "II")
        ):
            return None
        return None if written == "I" else numbers.cardinal(number)

    return (
        *roman_part_forms(numbers),
        Form(Kind.ROMAN, _ROMAN, roman, "[IVXL]"),
    )


def _is_in_row(match: re.Match[str], written: str, name: str) -> bool:
    """Volumes I-III, Meiosis I and II: several in a row, of which the first is "I"."""
    if written == "I":
        named = name.removesuffix("s") in NUMBERED and _AND_MORE.match(match.string, match.end())
        return bool(named or _ROW_BEHIND.match(match.string, match.end()))
    before = back(match)
    third = written in ("II", "III") and _ROW_BEFORE.search(before)
    return bool(third or _ONE_BEFORE.search(before))


def _is_title(before: str, *, long: bool) -> bool:
    """Whether a numeral may stand behind this word: "Rocky", and not "the" or "IBM".

    A long one, which is no word or drip of medicine, may also stand behind "SATA".
    """
    capital = before[:1].isupper() and not before.isupper()
    if _MODEL.fullmatch(before):
        return True
    if long and before.isupper() and before.isalpha():
        return True
    return capital and before[-1] not in ".!?," and before.lower() not in SMALL_WORDS


def _is_letter(match: re.Match[str], written: str, before: str) -> bool:
    """Who means himself, and the X of drywall that is called Type X."""
    name = before.lower().rstrip(".,")
    if written == "X":
        return name == "type" and word_after(match) != "collagen"
    return written == "I" and (name in ALSO_LAST or before[:1].islower())
