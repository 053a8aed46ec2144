"""Whether letters behind a number are a unit here."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import NOT_NOUNS, back, word_after, word_before
from arqon_sidecar.text.english.measures.unit_letters import (
    is_current,
    is_letter,
    is_named,
    is_no_day,
)
from arqon_sidecar.text.english.measures.unit_place import dot_ends
from arqon_sidecar.text.english.measures.units import DOTTED
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["is_unit"]

_LONG = re.compile(r"\s(?:long|wide|high|tall|deep|thick|across|away|apart|from|above|below)\b")
_FEET_BEFORE = re.compile(r"\d\s?(?:ft\.?|feet|foot|') $")
_EQUALS = re.compile(r"\s?[=≈]\s?\d")
_EQUAL_TO = re.compile(r"[=≈] \Z")
"""Behind inches that are so many of something else: 12 in = 30.5 cm."""
_LASTS = re.compile(
    r"(?:[(<>≤≥]|(?:[=≈x×]|\b(?:for|time|[Kk]eeps?|lasts?|exceed|over|within|past|up to)) )\Z"
)
"""In front of days: 1 wk = 7 d, twice daily for 30 d."""
_SINGLE = words("m g l s h d V W A F C N J L c t")
_GLUED_OR_DOTTED = words("d c pt au MP t Ki Mi Gi Ti br BR BA us um ug ul uL uA uF v db")
"""Apart from the number they are other words, or names."""
_HEAT = words("temp temperature high low oven grill water air outside inside fever t tmax")
_CAMERAS = words("camera cameras photo photos sensor sensors image images shot shots lens main")
_GRAMS_BEFORE = re.compile(r"\d\s?m?g\b")
"""A model has one figure, "Moto 5g"; "Flour 500g, yeast 7g"."""
_DIGITS_BEFORE = re.compile(r"\d $")
_BEHIND_WORD = re.compile(r"(?<!\bsub)(?<!\bpost)(?<!\bpre)(?<!\bper)(?<=[a-z])-\Z")
_TONS_OF = re.compile(r"\s(?:of|per|CO2?)\b")
_TERM_BEFORE = re.compile(r"(?:[²³)]|\^\d)\s?[-−+]\s?\Z")
"""In front of a product of letters: b² - 4ac."""
_EQUATION = re.compile(r"(?<!\w)[A-Za-z](?:\([a-z]\))? = [^.;,]{0,24}\Z")
_SUM_BEHIND = re.compile(r"\s[+=]\s\d")
_TERM_BEHIND = re.compile(r"\s[-+−]\s\d{0,4}(?P<letter>[a-z])(?![a-z])")
_SECOND_TERM = re.compile(r"(?P<letter>[a-z])[²³]?\s[-+−]\s?\Z")
"""Of a sum of letters: P = 2l + 2w, h(t) = -16t² + 64t."""


def is_unit(match: re.Match[str]) -> bool:
    """Whether the letters behind the number are a unit here.

    No unit stands behind a bare name ("iPhone 5s"), and "in" is a word more often than an inch.
    """
    unit, glued = match["unit"], match.string[match.start("unit") - 1].isdigit()
    stops = unit in DOTTED or len(unit) > 1 or unit in "Lg" or dot_ends(match) or _is_long(match)
    if match["dot"] and not stops:
        return False
    if unit == "in":
        return glued or _are_inches(match) or _hyphened_inches(match)
    if (unit == "st" and glued) or (unit in ("SF", "sf") and len(match["number"]) < 3):
        return False
    if (
        (unit == "d" and is_no_day(match))
        or _is_pages(match)
        or _is_term(match)
        or is_letter(match)
        or _are_many(match)
    ):
        return False
    if unit == "A":
        return is_current(match, glued=glued)
    if unit == "MP" and word_after(match) in _CAMERAS:
        return True
    if unit in ("C", "F"):
        return _are_degrees(match)
    if unit in _GLUED_OR_DOTTED and not (
        glued or match["dot"] or _are_tons(match) or (unit == "d" and _LASTS.search(back(match)))
    ):
        return False
    if unit == "g" and (len(match["number"]) > 1 or _GRAMS_BEFORE.search(back(match))):
        return True
    days = unit == "h" and match["number"] in ("24", "48", "72")
    plain = match["number"].isdecimal() and not match["minus"]
    return days or not (plain and is_named(match) and glued and unit in _SINGLE)


def _are_degrees(match: re.Match[str]) -> bool:
    """85F, temp 20C; but seat 12C, a 34C bra."""
    if _DIGITS_BEFORE.search(back(match)) or word_after(match) in ("bra", "bras", "cup"):
        return False
    named = is_named(match) and word_before(match).lower().rstrip(":.") not in _HEAT
    return 2 <= len(match["number"].partition(".")[0]) <= 3 and not named


def _are_inches(match: re.Match[str]) -> bool:
    """6 in. wide, 5 ft 6 in, 12 in = 30 cm; but "12 in stock"."""
    following = word_after(match)
    dotted = match["dot"] and (following.islower() or not following)
    if "." in match["number"] and _LONG.match(match.string, match.end()):
        return True  # 0.31 in thick
    equal = _EQUALS.match(match.string, match.end()) or (
        not following and _EQUAL_TO.search(back(match))
    )
    return bool(dotted or equal or _FEET_BEFORE.search(back(match)))


def _hyphened_inches(match: re.Match[str]) -> bool:
    """A 6.7-in screen; but "5-in-1", "a check-in"."""
    hyphen = match.string[match.start("unit") - 1] == "-"
    following = word_after(match)
    return hyphen and bool(following) and following not in NOT_NOUNS


def _is_long(match: re.Match[str]) -> bool:
    """5 m. long."""
    return match["unit"] == "m" and bool(_LONG.match(match.string, match.end("dot")))


def _is_term(match: re.Match[str]) -> bool:
    """4ac of b² - 4ac."""
    glued = match.string[match.start("unit") - 1].isdigit()
    if not (glued and match["unit"].islower()):
        return False
    before = back(match)
    behind = match.string, match.end()
    sum_of = len(match["unit"]) == 1 and _EQUATION.search(before)
    more = _TERM_BEHIND.match(*behind) or _SECOND_TERM.search(before)
    other = more and (match["power"] or more["letter"] != match["unit"])
    timed = match["unit"] == "t" and (before.endswith(" + ") or _SUM_BEHIND.match(*behind))
    return bool(_TERM_BEFORE.search(before) or (sum_of and other) or timed)


def _are_many(match: re.Match[str]) -> bool:
    """Omega-3s, 1-on-1s; but "a sub-10s lap"."""
    behind = match["unit"] == "s" and _BEHIND_WORD.search(back(match))
    return bool(behind and match.string[match.start("unit") - 1].isdigit())


def _are_tons(match: re.Match[str]) -> bool:
    """2.5 t, 10 t of steel."""
    of = _TONS_OF.match(match.string, match.end())
    return match["unit"] == "t" and (bool({".", ","} & set(match["number"])) or bool(of))


def _is_pages(match: re.Match[str]) -> bool:
    """Whether it is how long a paper is, and no percentage points: "(PDF, 2 pp.)"."""
    dotted = match["unit"] == "pp" and match.string.startswith(".", match.end("unit"))
    return dotted and back(match).endswith(("(", ", ", "; ", " is ", " are "))
