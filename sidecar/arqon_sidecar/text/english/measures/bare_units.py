"""Units without a number of their own: kg/m³, per sq. ft., in mph, degrees F, 34 y/o."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, word_after, word_before
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.measures.unit_place import dot_ends
from arqon_sidecar.text.english.measures.units import per, unit_words
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["bare_unit_forms"]

_RATE = re.compile(
    r"(?<![\w/.])(?P<unit>(?:[nµμmckMG]?(?:g|m|l|L|mol|B|b)|km|kW|mi|k?[WNJ]))(?P<power>[²³23])?"
    r"/(?P<per_count>(?!))?(?P<per>min|mol|kg|km|ml|mL|dL|L|l|hr?|s|c?m|hour|second|minute)(?P<per_power>[²³23]|\^[23])?(?![\w/^])"
)
_DEGREES = re.compile(r"(?<=degrees )(?P<scale>[FC])(?!\w)")
_AGE = re.compile(r"(?<=\d)[- ]?y\.?/?o\.?(?!\w)")
_ARTICLE = re.compile(r"\b(?:an?|the|this|that|another) \d{1,3}\Z", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w/.'&-])(?P<unit>kg|km|cm|mmHg|mm|mph|kWh|kHz|MHz|GHz|mAh|lbs|mL|km/h"
    r"|[µμ][mgLlsMFAV])"
    r"(?![\w/'&-])"
)
_SURFACE = re.compile(
    r"(?<![\w.'-])(?![Cc]um\b|\w\w\sin\s(?:the|an?|my|our|this|that)\b)(?P<power>[Ss]q|[Cc]u)\.?\s?(?P<unit>ft|in|m|mi|yd|km|cm)(?!\w)(?P<dot>\.)?"
)
_LONGITUDE = re.compile(r"(?<=, )long\.(?=\s[-−]?\d{1,3}(?:\.\d|°))")
_PER_THING = re.compile(
    r"(?<=[a-z\d])/(?=(?:well|group|plate|dish|flask|mouse|animal|cage|arm|patient|subject|household)\b(?!/))"
)
"""Cells/well, n = 3/group; but "patient/nurse"."""
_KELVIN = re.compile(r"(?<=\d )K(?![\w'-])")
_HEAT = re.compile(
    r"°|ΔT|\bT\s?=|\b(?:delta T|kelvin|temperature|temp|heated|cooled)\b", re.IGNORECASE
)
_OF_EACH = re.compile(
    r"(?:(?<=[a-z]s)|(?<=people))/(?P<per_count>(?!))?(?P<per>mL|ml|µL|dL|L|kg|g|km|m|cm|mm|ha|mi)(?P<per_power>[²³23])?"
    r"(?![\w/.-]\w|[\w/])"
)
"""Behind what is counted: cells/mL, people/km²."""
_ASKED = re.compile(
    r"(?:(?<=[Hh]ow many )|(?<=\bin a )|(?<=\bin an )|(?<=\bin 1 )|(?<=\bto )|(?<=\binto ))"
    r"(?P<unit>fl oz"
    r"|oz|lbs?|tsp|tbsp|[mc]?[lL]|k?g|[mck]?m|ft|in|yds?|mi|qts?|pts?|gal|[KMGT]B|hrs?|mins?|secs?)(?![\w'/.-]\w|[\w'/-])"
)
_ASKING = re.compile(r"\b(?:[Hh]ow (?:many|much)|[Cc]onvert|[Ww]hat(?:'s| is| are))\b")
"""Who asks names units without a number: how many oz in a lb, convert 5 lbs to g."""
_ALONE = re.compile(
    r"(?:(?<=\bother )|(?<=\ban )(?=hr)|(?<=\ba )(?=yr|wk|qtr)|(?<=\ball )(?=yr)|(?<=\bper )"
    r"|(?<=\beach )|(?<=\bevery )|(?<=\blast )|(?<=\bnext )"
    r"|(?<=\bthis ))"
    r"(?P<unit>wk|yr|mo|hr|qtr)(?![\w.'/-])"
)
"""Behind what counts them, where no number does: every other wk."""
_ALONE_NAMES = {
    "wk": "week", "yr": "year", "mo": "month", "hr": "hour", "qtr": "quarter",
}  # fmt: skip
_HORSES = re.compile(
    r"(?:(?<=\d )|(?<=\d))HP(?=\s?(?:[,.;)]|\Z)|\s(?:motors?|engines?|compressor|mower|pump"
    r"|outboard|blower"
    r"|vac|at|and|electric|diesel|gas)\b)"
)
"""In capitals it is a maker of computers, too."""
_SCALES = {"F": "Fahrenheit", "C": "Celsius"}


def bare_unit_forms() -> tuple[Form, ...]:
    """They stand behind the measures, which have their units."""
    return (
        Form(Kind.MEASURE, _RATE, _rate, r"[a-zA-Zµμ]"),
        Form(Kind.MEASURE, _SURFACE, _surface, "[scSC]"),
        Form(Kind.MEASURE, _OF_EACH, per, "/"),
        Form(Kind.ABBREVIATION, _LONGITUDE, lambda _: "longitude", "l"),
        Form(Kind.MEASURE, _PER_THING, _per_thing, "/"),
        Form(Kind.MEASURE, _DEGREES, lambda m: _SCALES[m["scale"]], "[FC]"),
        Form(Kind.MEASURE, _KELVIN, lambda m: "kelvin" if _HEAT.search(back(m)) else None, "K"),
        Form(Kind.MEASURE, _AGE, _age, r"[- y]"),
        Form(Kind.ABBREVIATION, _ALONE, lambda m: _ALONE_NAMES[m["unit"]], "[wymhq]"),
        Form(Kind.MEASURE, _ASKED, _asked, "[flotmckgiyqpKMGThs]"),
        Form(Kind.MEASURE, _HORSES, lambda _: " horsepower", "H"),
        Form(Kind.MEASURE, _BARE, _bare, r"[kcmMGlµμ]"),
    )


def _per_thing(match: re.Match[str]) -> str | None:
    counted = re.search(r"\d(?: [a-z]{2,14}s)?\Z", back(match))
    return " per " if counted else None


def _rate(match: re.Match[str]) -> str | None:
    """None for what looks like a unit and is none, as kmol/h."""
    if match["unit"] not in UNITS:
        return None
    return unit_words(match["unit"], match["power"], one=False) + per(match)


def _surface(match: re.Match[str]) -> str:
    """Per sq. ft., without a number."""
    one = word_before(match).lower() in ("per", "a", "each", "every")
    said = unit_words(match["unit"], {"sq": "²", "cu": "³"}[match["power"].lower()], one=one)
    return said + "." * bool(match["dot"] and dot_ends(match))


def _age(match: re.Match[str]) -> str:
    """A 62 y/o man, but "he is 34 y/o"."""
    before = back(match)
    described = is_noun_after(match) or word_after(match) in ("M", "F") or _ARTICLE.search(before)
    years = "year" if described or before.endswith(" 1") else "years"
    return f" {years} old{point(match)}"


def _bare(match: re.Match[str]) -> str | None:
    if match["unit"] == "km/h":
        return "kilometers per hour"
    marked = (
        match["unit"] == "km" and match.string[match.end() : match.end() + 2].strip().isdecimal()
    )
    return UNITS[match["unit"]][not marked]


def _asked(match: re.Match[str]) -> str | None:
    """Ounces in a pound; but "how many in a box", "talk to g"."""
    before = back(match)
    one = before.endswith((" a ", " an "))
    many = before.endswith("many ")
    if not _ASKING.search(before) or (match["unit"] in ("in", "m", "l") and not one and not many):
        return None
    if match["unit"] == "in" and many and not match.string.startswith(" in ", match.end()):
        return None
    unit = "pt." if match["unit"] == "pt" else match["unit"]
    return UNITS.get(unit, UNITS["pt."])[0 if one else 1]
