"""Lengths of time down to the second: 2h01min39s, 2h 01' 39", 1'23", 1:23:45; heights in feet."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["duration_forms"]

_MIN = r"\s?(?:min|m|['’′])\s?"
_SEC = r"\s?(?:seg|s(?!\w)|\"|”|″|''|’’)"
_TO_THE_SECOND = re.compile(
    rf"(?<![\w.,:])(?:(?P<h>\d{{1,2}})\s?h\s?)?(?P<m>\d{{1,2}}){_MIN}(?P<s>\d{{1,2}}(?:[.,]\d{{1,3}})?){_SEC}(?!\w)"
)
_BY_COLONS = re.compile(
    r"(?<![\w.,:/-])(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?![\w:/]|[.,]\d|\s?[ap]\.?\s?m)"
)
_LAP = re.compile(
    r"(?<![\w.,:/-])(?P<m>\d):(?P<s>[0-5]\d)[.,](?P<part>(?!0+(?!\d))\d{2,3})(?!\w|[.,:]\d)"
)
"""A lap of a race: 1:23.456."""
_FEET = re.compile(r"(?<![\w.,:])(?P<feet>[4-7])['’′]\s?(?P<inches>\d|1[01])[\"”″](?!\w)")
_HUNDREDTHS = re.compile(r"(?<![\w.,:])(?P<s>\d{1,2})s(?P<part>\d\d)(?!\w)")
"""As races are timed in Brazil: 9s58."""
_ADDED = re.compile(r"(?<![\w.,:])(?P<m>\d{1,3})['’′]\s?\+\s?(?P<more>\d{1,2})(?!\w)")
"""Minutes behind the end of a match: 45'+2."""
_QUARTER = re.compile(r"(?<![\w.,/-])(?P<n>[1-4])T\s?(?P<y>20\d\d|\d\d)(?![\w/]|[.,]\d)")
"""Of a year: 2T23, 1T 2024."""
_FEET_NAMED = {"es": ("pies", "pulgada"), "pt_BR": ("pés", "polegada")}


def duration_forms(words: Vocabulary) -> tuple[Form, ...]:
    """The forms of Spanish and Portuguese."""
    language = words.counts_in
    if language not in _FEET_NAMED:
        return ()
    feet, inch = _FEET_NAMED[language]

    def named(number: str, unit: str) -> str:
        plain = number.lstrip("0") or "0"
        name = words.units[unit]
        return with_noun(language, plain, name.one if plain == "1" else name.many)

    def lasting(match: re.Match[str]) -> str:
        parts = [named(match[unit], name) for unit, name in _PARTS if match[unit]]
        return f"{', '.join(parts[:-1])} {words.and_} {parts[-1]}"

    def tall(match: re.Match[str]) -> str:
        number = with_noun(language, match["inches"], inch)
        return f"{match['feet']} {feet} {number}{'s' * (match['inches'] != '1')}"

    def lap(match: re.Match[str]) -> str:
        return f"{match['m']}, {match['s']}, {match['part']}"

    def quarter(match: re.Match[str]) -> str:
        return f"{words.ordinals[int(match['n']) - 1]} trimestre de 20{match['y'][-2:]}".replace(
            "primero ", "primer "
        ).replace("tercero ", "tercer ")

    more = "más" if language == "es" else "mais"
    return (
        Form(Kind.DATE, _QUARTER, quarter),
        Form(Kind.DURATION, _ADDED, lambda m: f"{m['m']} {more} {m['more']}"),
        Form(
            Kind.DURATION, _HUNDREDTHS, lambda m: f"{named(m['s'], 's')} {words.and_} {m['part']}"
        ),
        Form(Kind.MEASURE, _FEET, tall),
        Form(Kind.DURATION, _TO_THE_SECOND, lasting),
        Form(Kind.DURATION, _BY_COLONS, lasting),
        Form(Kind.DURATION, _LAP, lap),
    )


_PARTS = (("h", "h"), ("m", "min"), ("s", "s"))
"""Groups of the patterns, and the units that they count."""
