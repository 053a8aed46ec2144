"""Years and decades."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import (
    back,
    is_plural_after,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["year_forms"]

_FREE = r"(?<![\w.,])"
_END = r"(?![\w]|[.,]\d)"
_DECADE = re.compile(r"(?<!\w)'?(?P<century>1\d|20)?(?P<decade>\d0)(?:'?s|\ss(?![\w']))\b")
_LASTING = words("in after for every within took takes timeout")
"""Without "the" so many seconds stand behind these: retry in 30s."""
_TIMED = words(
    "timer timeout delay countdown clip ad video interval rest plank wait break sprint exposure "
    "cooldown hold pause limit recording round rounds intervals timers"
)
"""What seconds are the measure of: a 30s timer."""
_DECADES = re.compile(_DECADE.pattern + r"\s?[-–]\s?'?(?P<century2>1\d|20)?(?P<decade2>\d0)'?s\b")
_HUNDREDS = re.compile(
    rf"{_FREE}1(?P<zeros>0{{2,6}}|0{{0,2}}(?:,000){{1,2}}|0(?=s of [a-z]{{2,12}}s\b))s"
    r"(?=\s(?:of|more)\b)"
)
"""Ten seconds of something are no tens: only of many things."""
_YEARS = re.compile(
    rf"{_FREE}(?P<a>1\d{{3}}|20\d\d)\s?[-–]\s?(?P<b>(?:1\d|20)\d\d|\d\d){_END}(?![-/])"
)
_YEAR = re.compile(rf"{_FREE}(?P<year>1[1-9]\d\d|20\d\d){_END}")
_GOES_ON = re.compile(r"\s?[-–]\s?\d{4} [a-z]{3}")
"""No year where a range goes on that counts something: 1200-1500 people."""
_EARLY_YEAR = re.compile(rf"{_FREE}(?P<year>10\d\d){_END}(?P<era>\s(?:AD|BC|CE|BCE)\b)?")
_SHORT_YEAR = re.compile(r"(?:(?<!\w)|(?<=[QH]\d))'(?P<year>\d\d)(?![\w'])")
_SHORT_YEARS = re.compile(r"(?<!\w)'(?P<a>\d\d)\s?[-–]\s?'(?P<b>\d\d)(?![\w'])")
_TENS_BEFORE = re.compile(
    r"\b(?:the|her|his|their|my|our|your|its|in|early|late|mid|high|low|upper|lower|an?|of)"
    r"[ -]$",
    re.IGNORECASE,
)
_TENS_BESIDE = re.compile(r"(?:,| and| or| to)\s'?\d0'?s\b")
_TENS_BEFORE_TOO = re.compile(r"\b\d0s(?:,| and| or| to)\s'?$")
_STYLES = words(
    "music rock pop hits film films movie movies fashion style era kids disco party song songs "
    "hairstyle sitcom vibe aesthetic cinema soul funk clothes clothing dress outfit outfits decor "
    "furniture icon icons classic classics ballad ballads nostalgia theme themed hairdo design "
    "cartoon cartoons sound slang look looks glam dance rap hip-hop house punk metal band bands"
)
_YEAR_BEFORE = words("in since until by before after during circa year around from of")
_OF_YEARS = words(
    "results elections taxes sales goals plans earnings olympics games awards models rates budgets "
    "resolutions finals playoffs holidays projections forecasts targets figures statistics stats "
    "revenues estimates reports trends standings highlights predictions returns wages prices "
    "numbers"
)
"""Many of a year, which no year counts: "the 2024 elections"."""
_QUARTER = re.compile(r"(?:Q[1-4]|H[12]|FY),?\Z")
_EARLY_BEFORE = words("year in since ad bc anno by until")
_HUNDRED_NAMES = (
    "",
    "tens",
    "hundreds",
    "thousands",
    "tens of thousands",
    "hundreds of thousands",
    "millions",
)


def year_forms(numbers: Numbers) -> tuple[Form, ...]:
    """The 1990s, the '80s, 1980 s, 2019–2024, 2023-24, in 1984, the year 1066, '99."""
    say = _Years(numbers)
    return (
        Form(Kind.CARDINAL, _HUNDREDS, lambda m: _HUNDRED_NAMES[m["zeros"].count("0")]),
        Form(Kind.RANGE, _DECADES, say.decades, r"[\d']"),
        Form(Kind.DATE, _DECADE, say.decade, r"[\d']"),
        Form(Kind.RANGE, _YEARS, say.years),
        Form(Kind.DATE, _EARLY_YEAR, say.early),
        Form(Kind.DATE, _YEAR, say.year),
        Form(Kind.RANGE, _SHORT_YEARS, say.short_years, "'"),
        Form(Kind.DATE, _SHORT_YEAR, say.short_year, r"'"),
    )


@dataclass(frozen=True, slots=True)
class _Years:
    """Says years and decades."""

    numbers: Numbers

    def decade(self, match: re.Match[str]) -> str | None:
        lasting = word_before(match).lower() in _LASTING or word_after(match) in _TIMED
        if lasting and not match["century"]:
            return None
        sure = match["century"] or match.group().startswith("'") or _is_style(match)
        if not (sure or _TENS_BEFORE.search(back(match))):
            return None
        return _decade(match["century"], match["decade"], self.numbers)

    def decades(self, match: re.Match[str]) -> str:
        first = _decade(match["century"], match["decade"], self.numbers)
        return f"{first} to {_decade(match['century2'], match['decade2'], self.numbers)}"

    def years(self, match: re.Match[str]) -> str | None:
        if is_plural_after(match) and len(match["b"]) == 4 and word_before(match).lower() != "the":
            return None
        last = match["b"]
        if len(last) == 2 and int(last) <= int(match["a"][2:]):
            return None
        end = self.numbers.year(int(last)) if len(last) == 4 else self.numbers.name(last)
        return f"{self.numbers.year(int(match['a']))} to {end}"

    def year(self, match: re.Match[str]) -> str | None:
        before = word_before(match)
        if _GOES_ON.match(match.string, match.end()):
            return None
        of_year = word_after(match).lower() in _OF_YEARS or _QUARTER.match(before)
        if is_plural_after(match) and before.lower() not in _YEAR_BEFORE and not of_year:
            return None
        return self.numbers.year(int(match["year"]))

    def short_years(self, match: re.Match[str]) -> str:
        return f"{self._short(match['a'])} to {self._short(match['b'])}"

    def short_year(self, match: re.Match[str]) -> str:
        return self._short(match["year"])

    def _short(self, year: str) -> str:
        return f"oh {self.numbers.digits(year[1])}" if year[0] == "0" else self.numbers.name(year)

    def early(self, match: re.Match[str]) -> str | None:
        if not match["era"] and word_before(match).lower() not in _EARLY_BEFORE:
            return None
        return self.numbers.year(int(match["year"])) + (match["era"] or "")


def _is_style(match: re.Match[str]) -> bool:
    """60s music, 20s and 30s: tens of years, or of what else is counted, and no seconds."""
    beside = _TENS_BESIDE.match(match.string, match.end()) or _TENS_BEFORE_TOO.search(back(match))
    return word_after(match) in _STYLES or bool(beside)


def _decade(century: str | None, decade: str, numbers: Numbers) -> str:
    if decade == "00" and not century:
        return "two thousands"
    tens = "hundreds" if decade == "00" else numbers.cardinal(int(decade))
    tens = tens[:-1] + "ies" if tens.endswith("y") else tens.removesuffix("s") + "s"
    if not century:
        return tens
    if decade == "00":
        return numbers.year(int(century + "00")) + "s"
    return f"{numbers.cardinal(int(century))} {tens}"
