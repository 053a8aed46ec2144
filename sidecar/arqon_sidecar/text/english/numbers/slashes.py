"""Two numbers with a slash: a fraction, a score, so many of so many, or known by itself."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_plural_after, word_after, word_before
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.numbers.fractions import fraction_words
from arqon_sidecar.text.english.numbers.known_slashes import band_forms, joined, known_slash
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.slash_words import (
    CRICKET,
    MEASURED,
    PRESSURE,
    RATED,
    STEPS,
    TERMS,
    TERMS_BEHIND,
)
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["slash_forms"]

_FREE = r"(?<![\w.,/:])"
_END = r"(?![\w/]|[.,:]\d)"
_UNIT = r"[KMGT]i?B|[KkMG]bps|m?[gLl]|mmHg|kWh|k?cal|mi|km|mpg|hrs?|h|mins?|lbs?|kg"
"""What both numbers may be measured in: 7.8/16 GB."""
_SPEEDS = ("Kbps", "kbps", "Mbps", "Gbps")
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,4}(?:\.\d{1,6})?)"
_SLASH = re.compile(
    rf"{_FREE}(?:(?P<whole>\d{{1,4}})[\s-])?(?P<a>{_NUMBER})"
    rf"[/⁄](?P<b>{_NUMBER})(?:(?<=24/7)/365)?"
    rf"(?:\s?(?P<unit>{_UNIT})(?![\w/²³'])|{_END})"
)
_EQUALS = re.compile(r"\s?[=≈]")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 32, 64))


def slash_forms(numbers: Numbers) -> tuple[Form, ...]:
    """3/4, 8/10, step 3/5, 50/50, 120/80, 4/4 time."""

    def slash(match: re.Match[str]) -> str | None:
        whole = (match["a"] + match["b"]).isdecimal()
        if not (whole or match["whole"]) and _EQUALS.match(match.string, match.end()):
            return f"{numbers.said(match['a'])} over {numbers.said(match['b'])}"
        if not whole and _value(match["a"]) > _value(match["b"]):
            return None
        if "." in match["b"] and _value(match["b"]) not in (4, 5, 10):
            return None
        a, b = _value(match["a"]), _value(match["b"])
        if match["unit"] in ("h", "hr", "hrs") and b in (8, 12, 24, 48, 72):
            return f"{numbers.said(match['a'])} per {numbers.said(match['b'])} hours"
        if (
            match["unit"] not in (None, "mpg", *_SPEEDS)
            and not match["whole"]
            and b > 8
            and 1 < a <= b
        ):
            ends = f"{numbers.said(match['a'])} out of {numbers.said(match['b'])}"
            return f"{ends} {UNITS[match['unit']][1]}"
        unit = f" {UNITS[match['unit']][1]}" if match["unit"] else ""
        return _slash(match, numbers) + unit

    return (
        *band_forms(numbers),
        Form(Kind.FRACTION, _SLASH, slash),
    )


def _slash(match: re.Match[str], numbers: Numbers) -> str:
    a, b = match["a"], match["b"]
    if between := joined(match):
        return f"{numbers.said(a)} {between} {numbers.said(b)}"
    if match["whole"]:
        next_one = f"-{int(match['whole']) + 1}/10"
        rated = match.string.startswith(next_one, match.end("whole"))
        if rated and word_after(match) not in MEASURED:  # pain is 7-8/10
            return f"{numbers.said(match['whole'])} to {numbers.said(a)} out of ten"
        if a.isdecimal() and 0 < int(a) < int(b):
            return fraction_words(match["whole"], int(a), int(b), numbers)
        rest = f"{numbers.said(a)} over {numbers.said(b)}"
        return f"{numbers.said(match['whole'])} {rest}"
    if known := known_slash(match, numbers):
        return known
    after = word_after(match)
    if after in (
        "stars",
        "star",
        "points",
        "strength",
        "systolic",
        "murmur",
        "pain",
        "would",
    ) or _is_part_of(match, after):
        return f"{numbers.said(a)} out of {numbers.said(b)}"
    step = word_before(match).lower().rstrip(":") in STEPS and _value(a) <= _value(b)
    if step or match.string.startswith("]", match.end()):
        return f"{numbers.said(a)} of {numbers.said(b)}"
    if "." in a:
        over = (a.startswith("0.") and b == "12") or len(a.partition(".")[2]) > 2
        return f"{numbers.said(a)} {'over' if over else 'out of'} {numbers.said(b)}"
    return _whole_slash(match, int(a), int(b), numbers)


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _whole_slash(match: re.Match[str], a: int, b: int, numbers: Numbers) -> str:
    before = back(match)
    behind = match.string[match.end() : match.end() + 40]
    if (b <= 10 < a or a <= 10 < b) and (CRICKET.search(before) or CRICKET.search(behind)):
        return f"{numbers.name(match['a'])} for {numbers.cardinal(b)}"
    if TERMS.search(before) or TERMS_BEHIND.match(match.string, match.end()):
        return f"{numbers.cardinal(a)} {numbers.cardinal(b)}"
    if PRESSURE.search(before) or (a >= 70 and 40 <= b < a):
        return f"{numbers.name(match['a'])} over {numbers.name(match['b'])}"
    if a + b == 100 and min(a, b) >= 5:
        return f"{numbers.cardinal(a)} {numbers.cardinal(b)}"
    if (
        a == 1
        and b > 1
        and (b < 13 or b in (16, 20, 32, 64, 100, 1000))
        and not RATED.search(before)
    ):
        return fraction_words(None, a, b, numbers)
    of = word_after(match) == "of"
    if 0 < a < b and b in _DENOMINATORS and (of or not RATED.search(before)):
        return fraction_words(None, a, b, numbers)
    if word_before(match) in ("is", "=") and a >= b:
        return f"{numbers.cardinal(a)} over {numbers.cardinal(b)}"
    return f"{numbers.cardinal(a)} {'out of' if a <= b else 'over'} {numbers.cardinal(b)}"


def _is_part_of(match: re.Match[str], after: str) -> bool:
    """Whether so many of so many things are meant: "5/7 tasks", but "3/4 cups"."""
    a, b = match["a"], match["b"]
    if not (a.isdecimal() and is_plural_after(match) and 0 < int(a) <= int(b)):
        return False
    return int(b) > 2 and after not in MEASURED and after not in UNITS
