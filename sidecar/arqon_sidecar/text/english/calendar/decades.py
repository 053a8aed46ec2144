"""Decades and tens: the 1990s, '80s music, 1980 s, in her 30s, 100s of things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.figures import plural
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["decade_forms"]

_DECADE = re.compile(r"(?<!\w)'?(?P<century>1\d|20)?(?P<decade>\d0)(?:'?s|\ss(?![\w']))\b")
_LASTING = words("in after for every within took takes timeout")
"""Without "the" so many seconds stand behind these: retry in 30s."""
_TIMED = words(
    "timer timeout delay countdown clip ad video interval rest plank wait break sprint exposure "
    "cooldown hold pause limit recording round rounds intervals timers"
)
"""What seconds are the measure of: a 30s timer."""
_ANCIENT = re.compile(
    r"(?<![\w.,])(?P<years>[1-9]\d{0,2}0)'?s(?=\s(?:BCE?|B\.\s?C|CE|AD|A\.\s?D)\b)"
    r"|(?:(?<=\b[Tt]he )|(?<=\bthe early )|(?<=\bthe late )|(?<=\bin the ))"
    r"(?P<tens>[1-9]\d0)'?s(?!\w)"
)
"""The 300s BC, in the 130s: of three figures, which are no decade of these centuries."""
_DECADES = re.compile(_DECADE.pattern + r"\s?[-–]\s?'?(?P<century2>1\d|20)?(?P<decade2>\d0)'?s\b")
_TENS_BEFORE = re.compile(
    r"\b(?:(?:the|her|his|their|my|our|your|ur|its|in|early|late|mid|high|low|upper|lower|an?|of"
    r"|roaring|swinging)[ -]|teens (?:and|&|or|to) )$",
    re.IGNORECASE,
)
_TENS_BESIDE = re.compile(r"(?:,| and| &| or| to)\s'?\d0'?s\b")
_NEXT_TENS = re.compile(r"/'?(?P<tens>\d)0'?s\b")
"""The ten that follows: 80s/90s."""
_TENS_BEFORE_TOO = re.compile(r"(?:\d0'?s(?:,| and| &| or| to)\s|(?P<tens>\d)0s/)'?$")
_STYLES = words(
    "music rock pop hits film films movie movies fashion style era kids disco party song songs "
    "hairstyle sitcom vibe aesthetic cinema soul funk clothes clothing dress outfit outfits decor "
    "furniture icon icons classic classics ballad ballads nostalgia theme themed hairdo design "
    "cartoon cartoons sound slang look looks glam dance rap hip-hop house punk metal band bands"
)


def decade_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Tens of years or of what else is counted, unless they are seconds."""
    say = _Decades(numbers)
    return (
        Form(Kind.DATE, _ANCIENT, say.ancient),
        Form(Kind.RANGE, _DECADES, say.decades, r"[\d']"),
        Form(Kind.DATE, _DECADE, say.decade, r"[\d']"),
    )


@dataclass(frozen=True, slots=True)
class _Decades:
    numbers: Numbers

    def decade(self, match: re.Match[str]) -> str | None:
        lasting = word_before(match).lower() in _LASTING or word_after(match) in _TIMED
        if lasting and not match["century"]:
            return None
        sure = match["century"] or match.group().startswith("'") or _is_style(match)
        if not (sure or _TENS_BEFORE.search(back(match))):
            return None
        return _decade(match["century"], match["decade"], self.numbers)

    def ancient(self, match: re.Match[str]) -> str | None:
        if word_after(match) in _TIMED:
            return None
        return plural(self.numbers.name(match["years"] or match["tens"]))

    def decades(self, match: re.Match[str]) -> str:
        first = _decade(match["century"], match["decade"], self.numbers)
        return f"{first} to {_decade(match['century2'], match['decade2'], self.numbers)}"


def _is_style(match: re.Match[str]) -> bool:
    """60s music, 20s and 30s: tens of years, or of what else is counted, and no seconds."""
    tens = int(match["decade"][0])
    following = _NEXT_TENS.match(match.string, match.end())
    if following and int(following["tens"]) == tens + 1:
        return True
    before = _TENS_BEFORE_TOO.search(back(match))
    if before and before["tens"]:
        return int(before["tens"]) == tens - 1
    beside = before or _TENS_BESIDE.match(match.string, match.end())
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
