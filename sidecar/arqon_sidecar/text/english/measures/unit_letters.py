"""Letters behind a number that are a unit or something else: 5 A, no. 4711-A, 12 N. MAIN ST."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.measures.compass import in_address
from arqon_sidecar.text.english.numbers.ordinals import BODIES
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["is_current", "is_letter", "is_named", "is_no_day"]

_CURRENT = re.compile(
    r"\b(?:draws?|drawing|pulls?|amps?|amperes?|volts?|fuse|breaker|current|charger|charging|circuit"
    r"|wire|rated|outlet|socket|supply|adapter|battery|plug|panel|subpanel|receptacle|relay|max|maximum)\b|\d\s?k?[VW]\b",
    re.IGNORECASE,
)
"""Where electricity is spoken of."""
_WIDE = re.compile(
    r"\b(?:[Ss]izes?(?: is| was|:)?"
    r"|(?:shoes?|boots?|sneakers?)(?: size)?(?: in| is| are|:)(?: an?)?) \Z"
)
_GAMES_BEHIND = re.compile(r"\s(?:behind|back|ahead)\b")
"""Where GB is games: 2.5 GB behind."""
_SHOE = re.compile(r"(?:\d|1[0-7])(?:\.5)?")
_WORN = re.compile(r"\s?(?:[,.;:!?)]|$|(?:shoes?|boots?|sneakers?|feet|foot|and|or|but|in)\b)")
"""Where W is how wide a shoe is: size 9.5 W."""
_LATITUDE = re.compile(r"\b(?:[Ll]at|[Ll]atitude|[Ll]ong|[Ll]on|[Ll]ongitude)\.?:? \Z")
"""Where N is north and W west."""
_ROAD = re.compile(
    r"\b(?:(?:CR|SR|US|I|Hwy\.?|Highway|Route|Rte\.?|Rt\.?)[- ]|(?:take|on|off|from) the )\Z"
)
"""Where they are ways that one goes: CR 350 W."""
_LETTERS = words("A C F J L N")
"""Behind a hyphen they are letters: no. 4711-A."""
_CAPITALS = words("A B C F J L M N T V W")
_NAME = re.compile(r"(?:i[A-Z]|[A-Z])[\w']*\Z")
_FUNCTION_WORDS = words(
    "The A An In On At By For From To Of Add Use Take Run Walk Drive Only About Over Under And Or "
    "But Is It After Before Within Every Each Cut Bake Cook Mix Lift Wait Buy Just Nearly Almost "
    "Up Down Some Set Turn Keep Heat Between With Around Approximately Drink Give Pour Max Min "
    "Her His My Our Their Your Its Rest Hold Soak Chill Boil Simmer Fry Pause Rinse Steep Brew "
    "Blend Roast Grill Sear Swim Jog Sprint Plank Lose Gain Eat Bring Get Need Total Weighs"
)
_SOLID = words(
    "print prints printer printers printing printed model models modeling modelling game games "
    "graphics animation animations render renders rendering scan scanner scanning movie movies "
    "film glasses art artist design view map maps space array arrays object objects effect effects "
    "image images sound audio chart charts plot plots engine software world shape shapes scene "
    "scenes platformer shooter vision display"
)
"""What has so many dimensions: a 3d printer."""


def is_current(match: re.Match[str], *, glued: bool) -> bool:
    """Whether electricity is spoken of around 5 A."""
    end = match.end()
    near = _CURRENT.search(back(match)) or _CURRENT.search(match.string, end, end + 24)
    return bool(near or not (glued or word_after(match))) and not is_named(match)


def is_letter(match: re.Match[str]) -> bool:
    """No. 4711-A; three A's; 12 N. MAIN ST.; size 9.5 W boots."""
    unit, end = match["unit"], match.end("unit")
    if unit in ("N", "W") and (_LATITUDE.search(back(match)) or _ROAD.search(back(match))):
        return True
    if unit in ("N", "W") and in_address(match.string, match.start("unit")):
        return True
    if unit == "W" and _SHOE.fullmatch(match["number"]) and _WIDE.search(back(match)):
        return _WORN.match(match.string, match.end()) is not None
    if unit == "GB" and _GAMES_BEHIND.match(match.string, end):
        return True
    hyphened = unit in _LETTERS and match.string[match.start("unit") - 1] == "-"
    return hyphened or (unit in _CAPITALS and match.string.startswith("'s", end))


def is_named(match: re.Match[str]) -> bool:
    """Whether a name stands before the number: "iPhone 5", "Apt. 4"."""
    before = word_before(match)
    return bool(_NAME.match(before)) and before not in _FUNCTION_WORDS


def is_no_day(match: re.Match[str]) -> bool:
    """The 92d Congress, a 3d printer."""
    ordinal = match["number"][-1] in "23" and BODIES.match(match.string, match.end())
    solid = match["number"] in ("2", "3", "4") and word_after(match).lower() in _SOLID
    return bool(ordinal) or solid
