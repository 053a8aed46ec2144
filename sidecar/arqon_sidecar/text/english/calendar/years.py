"""Years: 2019–2024, 2023-24, in 1984, the year 1066, '99."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import is_plural_after, word_after, word_before
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["year_forms"]

_FREE = r"(?<![\w.,])"
_END = r"(?![\w]|[.,]\d)"
_YEARS = re.compile(
    rf"{_FREE}(?P<a>1\d{{3}}|20\d\d)\s?[-–]\s?(?P<b>(?:1\d|20)\d\d|\d\d?){_END}(?![-/])"
)
_YEAR = re.compile(
    rf"(?:{_FREE}|(?<=\b[bcd]\.)|(?<=\best\.))(?P<year>1[1-9]\d\d|20\d\d){_END}(?!\s[WV](?![\w.']))"
)
_GOES_ON = re.compile(r"\s?[-–]\s?\d{4} [a-z]{3}")
"""No year where a range goes on that counts something: 1200-1500 people."""
_EARLY_YEAR = re.compile(rf"{_FREE}(?P<year>10\d\d){_END}(?P<era>\s(?:AD|BC|CE|BCE)\b)?")
_ERAS = re.compile(
    r"(?:(?<=\d BC)|(?<=\d AD)|(?<=\d CE)|(?<=\d BCE)|(?<=\dBC)|(?<=\dAD)|(?<=\dCE))"
    r"\s?[-–—]\s?(?=(?:AD |c\. |ca\. )?\d)"
)
"""Between years of two eras: 44 BC–AD 14."""
_SHORT_YEAR = re.compile(r"(?:(?<!\w)|(?<=[QH]\d))'(?P<year>\d\d)(?![\w'])")
_SHORT_YEARS = re.compile(r"(?<!\w)'(?P<a>\d\d)\s?[-–]\s?'?(?P<b>\d\d)(?![\w'%]|[.,]\d)")
_YEAR_BEFORE = words("in since until by before after during circa year around from of")
_OF_YEARS = words(
    "results elections taxes sales goals plans earnings olympics games awards models rates budgets "
    "resolutions finals playoffs holidays projections forecasts targets figures statistics stats "
    "revenues estimates reports trends standings highlights predictions returns wages prices "
    "numbers"
)
"""Many of a year, which no year counts: "the 2024 elections"."""
_EXPECTED = re.compile(rf"{_FREE}(?P<year>20[0-4]\d)(?P<as>[AEF])(?![\w-])")
"""As analysts write what is actual, estimated or forecast: 2025A, 2026E."""
_QUARTER = re.compile(r"(?:Q[1-4]|H[12]|FY),?\Z")
_EARLY_BEFORE = words("year in since ad bc anno by until before after during from to of")


def year_forms(numbers: Numbers) -> tuple[Form, ...]:
    """What may be a year is one, unless it counts something."""
    say = _Years(numbers)
    return (
        Form(Kind.RANGE, _YEARS, say.years),
        Form(Kind.RANGE, _ERAS, lambda _: " to ", r"[\s–—-]"),
        Form(Kind.DATE, _EARLY_YEAR, say.early),
        Form(Kind.DATE, _YEAR, say.year),
        Form(Kind.DATE, _EXPECTED, lambda m: f"{numbers.year(int(m['year']))} {spelled(m['as'])}"),
        Form(Kind.RANGE, _SHORT_YEARS, say.short_years, "'"),
        Form(Kind.DATE, _SHORT_YEAR, say.short_year, r"'"),
    )


@dataclass(frozen=True, slots=True)
class _Years:
    numbers: Numbers

    def years(self, match: re.Match[str]) -> str | None:
        if is_plural_after(match) and len(match["b"]) == 4 and word_before(match).lower() != "the":
            return None
        last = match["b"]
        if last == "00" and match["a"].endswith("99"):
            last = str(int(match["a"]) + 1)  # 1999-00
        if len(last) == 1:  # 1936-7
            if last <= match["a"][3] or " " in match.group():
                return None
            last = match["a"][2] + last
        if len(last) == 2 and int(last) <= int(match["a"][2:]):
            return None
        end = self.numbers.year(int(last)) if len(last) == 4 else self._short(last)
        return f"{self.numbers.year(int(match['a']))} to {end}"

    def year(self, match: re.Match[str]) -> str | None:
        before = word_before(match)
        if _GOES_ON.match(match.string, match.end()):
            return None
        of_year = (
            word_after(match).lower() in _OF_YEARS
            or _QUARTER.match(before)
            or match.string.endswith(("pre-", "post-"), 0, match.start())
        )
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
        around = match.string[match.start() - 1 : match.end() + 1]
        bracketed = around.startswith("(") and around.endswith(")")
        dated = word_before(match).lower() in _EARLY_BEFORE and not is_plural_after(match)
        if not (match["era"] or bracketed or dated):
            return None
        return self.numbers.year(int(match["year"])) + (match["era"] or "")
