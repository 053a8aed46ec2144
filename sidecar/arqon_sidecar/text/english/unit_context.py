"""Whether letters behind a number are a unit here, and how the unit stands in its sentence."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.compass import in_address
from arqon_sidecar.text.english.context import (
    back,
    ends_sentence,
    is_noun_after,
    is_plural_after,
    modifies,
    word_after,
    word_before,
)
from arqon_sidecar.text.english.slashes import STEPS
from arqon_sidecar.text.english.units import DOTTED
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["dot_ends", "goes_on_with_in", "is_attributive", "is_unit"]

_FEET_BEFORE = re.compile(r"\d\s?(?:ft\.?|feet|foot|') $")
_CURRENT = re.compile(
    r"\b(?:draws?|drawing|pulls?|amps?|amperes?|volts?|fuse|breaker|current|charger|charging|circuit"
    r"|wire|rated|outlet|socket|supply|adapter|battery|plug)\b|\d\s?k?[VW]\b",
    re.IGNORECASE,
)
"""Where electricity is spoken of."""
_DIRECTION = re.compile(r"\s[NSEW]{1,2}\.?\sof\b")
_SINGLE = words("m g l s h d V W A F C N J L c t")
_GLUED_OR_DOTTED = words("d c pt au MP t Ki Mi Gi Ti br BR BA us um ug ul uL uA uF")
"""Apart from the number they are other words, or names."""
_GRAMS_BEFORE = re.compile(r"\d\s?m?g\b")
"""A model has one figure, "Moto 5g"; "Flour 500g, yeast 7g"."""
_DIGITS_BEFORE = re.compile(r"\d $")
_LETTERS = words("A C F J L N")
"""Behind a hyphen they are letters: no. 4711-A."""
_CAPITALS = words("A B C F J L M N T V W")
_HEADS = words(
    "man woman guy person dog cat baby boy girl kid bucket jug drum tub crate fuse breaker "
    "run walk drive ride race bag box bottle board fence pole wall ladder tank disk lens "
    "screen angle turn can cup steak jar glass package pack monitor display cable charger nap "
    "engine engines adapter jack window limit zone nail pipe bolt bit drill socket bulb clock "
    "cap capsule tablet tab pill dose baby newborn dash sprint freestyle hurdle relay butterfly "
    "backstroke breaststroke swim hike lap"
)
_SMALLER = re.compile(r"\s\d{1,2}\s?oz\.?\s(?P<noun>[a-z]{3,12})\b")
"""A 7 lb 8 oz baby."""
_BEHIND_WORD = re.compile(r"(?<!\bsub)(?<!\bpost)(?<!\bpre)(?<!\bper)(?<=[a-z])-\Z")
_TONS_OF = re.compile(r"\s(?:of|per|CO2?)\b")
_SIZES = words("mm cm µm μm um nm V kV W kW Hz kHz MHz GHz mAh Mbps Gbps MP Ω kΩ MΩ µF μF uF nF pF")
"""What things are sized by: a noun behind these is what is measured, "0.5 mm pencil"."""
_NAME = re.compile(r"(?:i[A-Z]|[A-Z])[\w']*\Z")
_FUNCTION_WORDS = words(
    "The A An In On At By For From To Of Add Use Take Run Walk Drive Only About Over Under And Or "
    "But Is It After Before Within Every Each Cut Bake Cook Mix Lift Wait Buy Just Nearly Almost "
    "Up Down Some Set Turn Keep Heat Between With Around Approximately Drink Give Pour"
)


def dot_ends(match: re.Match[str]) -> bool:
    """Whether the point behind a unit ends the sentence."""
    if _DIRECTION.match(match.string, match.end()):
        return False
    return ends_sentence(match.string, match.end(), any_capital=True)


def is_unit(match: re.Match[str]) -> bool:
    """Whether the letters behind the number are a unit here.

    No unit stands behind a bare name ("iPhone 5s"), and "in" is a word more often than an inch.
    """
    unit, glued = match["unit"], match.string[match.start("unit") - 1].isdigit()
    if match["dot"] and unit not in DOTTED and not dot_ends(match):
        return False
    if unit == "in":
        following = word_after(match)
        dotted = bool(match["dot"] and (following.islower() or not following))
        return dotted or glued or bool(_FEET_BEFORE.search(back(match)))
    if (unit == "st" and glued) or (unit in ("SF", "sf") and len(match["number"]) < 3):
        return False
    if _is_pages(match) or _is_letter(match) or _are_many(match):
        return False
    if unit == "A":
        return _is_current(match, glued=glued)
    if unit in ("C", "F") and _DIGITS_BEFORE.search(back(match)):
        return False
    if unit in ("C", "F"):
        return 2 <= len(match["number"].partition(".")[0]) <= 3 and not _is_named(match)
    if unit in _GLUED_OR_DOTTED and not (glued or match["dot"] or _are_tons(match)):
        return False
    if unit == "g" and (len(match["number"]) > 1 or _GRAMS_BEFORE.search(back(match))):
        return True
    plain = match["number"].isdecimal() and not match["minus"]
    return not (plain and _is_named(match) and glued and unit in _SINGLE)


def _is_current(match: re.Match[str], *, glued: bool) -> bool:
    """Whether electricity is spoken of around 5 A."""
    end = match.end()
    near = _CURRENT.search(back(match)) or _CURRENT.search(match.string, end, end + 24)
    return bool(near or not (glued or word_after(match))) and not _is_named(match)


def _is_letter(match: re.Match[str]) -> bool:
    """No. 4711-A; three A's; 12 N. MAIN ST."""
    unit, end = match["unit"], match.end("unit")
    if unit in ("N", "W") and in_address(match.string, match.start("unit")):
        return True
    hyphened = unit in _LETTERS and match.string[match.start("unit") - 1] == "-"
    return hyphened or (unit in _CAPITALS and match.string.startswith("'s", end))


def _are_many(match: re.Match[str]) -> bool:
    """Omega-3s, 1-on-1s; but "a sub-10s lap"."""
    behind = match["unit"] == "s" and _BEHIND_WORD.search(back(match))
    return bool(behind and match.string[match.start("unit") - 1].isdigit())


def _are_tons(match: re.Match[str]) -> bool:
    """2.5 t, 10 t of steel."""
    of = _TONS_OF.match(match.string, match.end())
    return match["unit"] == "t" and ("." in match["number"] or bool(of))


def _is_pages(match: re.Match[str]) -> bool:
    """Whether it is how long a paper is, and no percentage points: "(PDF, 2 pp.)"."""
    dotted = match["unit"] == "pp" and match.string.startswith(".", match.end("unit"))
    return dotted and back(match).endswith(("(", ", ", "; "))


def goes_on_with_in(match: re.Match[str]) -> bool:
    """Whether the word "in" stands behind a fraction: "retry 3/5 in 500ms"."""
    step = word_before(match).lower().rstrip(":") in STEPS
    word = word_after(match)
    number = match.string[match.end() : match.end() + 2].strip()[:1].isdecimal()
    return step or number or bool(word and not (is_noun_after(match) or word in _HEADS))


def _is_named(match: re.Match[str]) -> bool:
    """Whether a name stands before the number: "iPhone 5", "Apt. 4"."""
    before = word_before(match)
    return bool(_NAME.match(before)) and before not in _FUNCTION_WORDS


def is_attributive(match: re.Match[str]) -> bool:
    """Whether the measure describes the noun behind it: "a 5 km run", "6 ft. board"."""
    unit, hyphen = match["unit"], "-" + match["unit"] in match.group()
    if hyphen:
        return True
    if (unit == "ft" or unit in _SIZES) and is_noun_after(match):
        return True
    if unit == "in" and match["dot"] and is_plural_after(match):
        return True
    smaller = _SMALLER.match(match.string, match.end()) if unit == "lb" else None
    if smaller:
        return smaller["noun"] in _HEADS
    return modifies(match) or word_after(match).removesuffix("s") in _HEADS
