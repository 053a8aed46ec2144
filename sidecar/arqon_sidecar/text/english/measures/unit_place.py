"""How a unit stands in its sentence: before what it describes, at its end, in front of "in"."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import (
    NOT_NOUNS,
    back,
    is_noun_after,
    is_plural_after,
    modifies,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.measures.units import DOTTED
from arqon_sidecar.text.english.numbers.slash_words import STEPS
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["dot_ends", "goes_on_with_in", "is_at_sea", "is_attributive"]

_DIRECTION = re.compile(r"\s[NSEW]{1,2}\.?\s(?:of|on|to|along|from|past|then|toward|until)\b")
_HEADS = words(
    "man woman guy person dog cat baby boy girl kid bucket jug drum tub crate fuse breaker "
    "run walk drive ride race bag box bottle board fence pole wall ladder tank disk lens "
    "screen angle turn can cup steak jar glass package pack monitor display cable charger nap "
    "engine engines adapter jack window limit zone nail pipe bolt bit drill socket bulb clock "
    "cap capsule tablet tab pill dose baby newborn dash sprint freestyle hurdle relay butterfly "
    "backstroke breaststroke swim hike lap flight layover commute shift tin "
    "sachet packet carton container tub pouch loaf fillet ruler pizza sub tv television laptop "
    "tire wheel rim pot pan skillet serving stick drive card "
    "circuit outlet plug saucepan blade ladder hose rope chain cord dumbbell panel slope wedge "
    "tilt kettlebell plate barbell weight portion sack break ad spike lesson session "
    "workout interval soda oven"
)
_PAPERS = words("paper cover stock cardstock bond")
"""What is sold by the pounds that many sheets of it weigh: 80 lb. cover."""
_SPORT = re.compile(
    r"\s(?:IM|(?:long|high|triple) jump|free(?:style)?|fly|back|breast|medley)\b(?!\s(?:to|from"
    r"|of)\b)"
)
_SMALLER = re.compile(r"\s\d{1,2}\s?oz\.?\s(?P<noun>[a-z]{3,12})\b")
"""A 7 lb 8 oz baby."""
_UNDOTTED = words("g mm cm km kg mL ml mg GB MB kW kWh")
"""They have no point of their own: "5 kg. 10 of us" are two sentences."""
_FIGURE = re.compile(r"\s\d")
_CAPITALS = re.compile(r"\s[A-Z]{2,6}(?!\w)")
"""What is measured, by its letters: a 12 oz. NY strip."""
_SECOND = re.compile(
    r"(?:,? |/)\d[\d.]{0,6}[ -]?(?:k?V|A|m?Ah|k?W|[GT]B|[MG]?Hz|rpm|dpi"
    r"|[mc]?m|in|ft|lb|kg|oz|m?L|ml|hp)"
    r"(?= [a-z])"
)
"""Another measure of the same thing: a 12V 5Ah battery."""
_COUNT_BEFORE = re.compile(
    r"(?:(?<!\w)\d{1,3}|\b(?:an?|the|one|two|three|four|five|six)) \(\Z", re.I
)
_PACKED = re.compile(r"\)\s(?P<noun>[a-z]{3,12})\b")
"""How much is in each: 1 (14.5 oz) can."""
_OLD = re.compile(r"\sold(?:\s(?P<noun>[a-z]{3,}|[MF])\b)?")
_ARTICLES = words("a an the this that my your his her our their")
_OPEN = words("services gyms pharmacies stores shops diners deliveries hotlines shifts returns")
_SEA = re.compile(
    r"\b(?:sail\w*|yachts?|boats?|ships?|vessels?|ferry|harbou?r|marina|offshore|anchor\w*"
    r"|voyage|at sea"
    r"|coast|island|nautical|knots?|kn|kts?|steam(?:ed|ing)|navy|port|waypoint|airport|runway|pilots?)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?!)")
_ENGINE_OR_WIND = {"L": re.compile(r"[VI][3-9]|V1[02]|turbo|inline|hybrid|EcoBoost")}
_ENGINE_OR_WIND |= dict.fromkeys(("kt", "kts"), re.compile("winds?$|gusts?$"))
"""What a unit of volume or of speed belongs to: a 5.0L V8, 140 kt winds."""
_SIZES = words(
    "Ah mm cm µm μm um nm v V kV W kW Hz kHz MHz GHz mAh Mbps Gbps MP Ω kΩ MΩ µF μF uF nF pF"
)
"""What things are sized by: a noun behind these is what is measured, "0.5 mm pencil"."""


def dot_ends(match: re.Match[str]) -> bool:
    """Whether the point behind a unit ends the sentence."""
    if _DIRECTION.match(match.string, match.end()):
        return False
    if "-" + match["unit"] in match.group():  # a 10-yr. Treasury note
        return ends_sentence(match.string, match.end())
    if match["unit"] in _UNDOTTED and _FIGURE.match(match.string, match.end()):
        return True
    named = _CAPITALS.match(match.string, match.end())
    return ends_sentence(match.string, match.end(), any_capital=not named)


def goes_on_with_in(match: re.Match[str]) -> bool:
    """Whether the word "in" stands behind a fraction: "retry 3/5 in 500ms"."""
    step = word_before(match).lower().rstrip(":") in STEPS
    word = word_after(match)
    number = match.string[match.end() : match.end() + 3].strip(" '")[:1].isdecimal()
    return step or number or bool(word and not (is_noun_after(match) or word in _HEADS))


def is_at_sea(match: re.Match[str]) -> bool:
    """Whether nm are nautical miles: "we sailed 20 nm"; in a laboratory they are nanometers."""
    near = match.string[match.end() : match.end() + 48].partition(". ")[0]
    before = back(match).rpartition(". ")[2]
    return bool(_SEA.search(before) or _SEA.search(near))


def is_attributive(match: re.Match[str]) -> bool:
    """Whether the measure describes the noun behind it: "a 5 km run", "6 ft. board"."""
    unit, hyphen = match["unit"], "-" + match["unit"] in match.group()
    ended = match.groupdict().get("dot") and unit not in DOTTED
    if hyphen or ended:
        return hyphen
    old = _OLD.match(match.string, match.end())
    if old:
        noun = old["noun"] and old["noun"] not in NOT_NOUNS
        return bool(noun or word_before(match).lower() in _ARTICLES)
    packed = _PACKED.match(match.string, match.end())
    noun = packed and (packed["noun"] in _HEADS or packed["noun"] not in NOT_NOUNS)
    if noun and _COUNT_BEFORE.search(back(match)):
        return True
    if word_after(match) in ("elev", "elevation", "altitude", "alt"):
        return False
    if _ENGINE_OR_WIND.get(unit, _NOTHING).match(word_after(match)) or (
        (unit == "ft" or unit in _SIZES) and is_noun_after(match)
    ):
        return True
    second = _SECOND.match(match.string, match.end())
    if second and word_before(match).lower() in _ARTICLES and is_noun_after(second):
        return True
    if match.groupdict().get("number") == "24" and unit in ("hr", "h") and is_noun_after(match):
        return not is_plural_after(match) or word_after(match) in _OPEN
    if _is_sort(match) or (unit == "in" and match["dot"] and is_plural_after(match)):
        return True
    smaller = _SMALLER.match(match.string, match.end()) if unit == "lb" else None
    if smaller:
        return smaller["noun"] in _HEADS
    article = word_before(match).lower() in ("a", "an")
    named = article and not match.groupdict().get("dot") and word_after(match)[:1].isupper()
    spoons = unit.lower().startswith(("tsp", "tbs"))
    headed = word_after(match).removesuffix("s") in _HEADS and not spoons
    return named or modifies(match) or headed


def _is_sort(match: re.Match[str]) -> bool:
    """20 lb paper, the 400m IM: of which sort it is."""
    if match["unit"] in ("lb", "lbs"):
        return word_after(match) in _PAPERS
    return match["unit"] == "m" and _SPORT.match(match.string, match.end()) is not None
