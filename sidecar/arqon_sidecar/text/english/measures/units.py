"""Units as they are written, and how the name of a rate is put together."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["DOTTED", "PER", "THEN", "UNIT", "per", "then", "unit_words"]

DOTTED = words(
    "tsps tbsps Tbsps tbs Tbs ft-lb ft-lbs lb-ft "
    "ft in lb lbs oz fl.oz gal qt qts pt tbsp Tbsp tsp sec secs "
    "ct pk doz dz bbl min mins hr hrs wk wks yr yrs mo "
    "kt kts cal pcs deg mos ac cyl mcg mi yd yds cm mm km kg st"
) | {
    "°C",
    "°F",
    "° C",
    "° F",
    "deg C",
    "deg F",
    "deg. C",
    "deg. F",
    "sq.ft",
    "cu.ft",
    "sq ft",
    "sq. ft",
    "sq.-ft",
    "sq-ft",
    "cu ft",
    "cu. ft",
    "fl oz",
    "fl. oz",
    "sq. mi",
    "sq. m",
    "bd. ft",
    "bd ft",
    "cu. yd",
    "cu. yds",
    "cu. in",
    "sq. yd",
    "sq. yds",
}
"""Units that may carry the point of an abbreviation."""
_BEGINNINGS = "".join(sorted({re.escape(unit[0]) for unit in UNITS}))
_NAMES = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
UNIT = f"(?=[{_BEGINNINGS}])(?:{_NAMES})"
"""Any unit. The first character rules it out: behind most numbers there is none of 250."""
_RATES = {
    "mo": "month",
    "wk": "week",
    "y": "year",
    "capita": "capita",
    "dl": "deciliter",
    "nt": "night",
    "pp": "person",
    "sh": "share",
    "sem": "semester",
    "fam": "family",
    "pers": "person",
    "veh": "vehicle",
    "qtr": "quarter",
}
THEN = "day|d|hour|hr|h|min|week|wk|dose|month|mo|year|yr|person"
"""The second of two that a measure is said for: 5 mg/kg/day."""
PER = (
    rf"(?:\s?/\s?|\sper\s(?=(?:{UNIT})\b))(?:(?P<per_count>10{{1,3}})\s?)?"
    rf"(?P<per>(?:{UNIT})(?![A-Za-z_]|/(?!(?:{THEN})\b))|(?!gas\b|fan\b|obo\b)[a-z]{{2,12}}(?!\w|/(?!(?:{THEN})\b)))"
    r"(?P<per_power>[²³]|(?<=[/ ]s)2|(?<=m)[23]|\^[23](?!\d))?"
    r"(?:(?:(?<=[/ ]mo)|(?<=[/ ]nt)|(?<=[/ ]sem)|(?<=/sh)|(?<=[/ ]wk)|(?<=[/ ]yr)"
    r"|(?<=/fam)|(?<=/qtr)|(?<=/pers)|(?<=[/ ]hr)|(?<=[/ ]lb)|(?<=[/ ]oz)|(?<=[/ ]gal)"
    r"|(?<=[/ ]min)|(?<=[/ ]sec))"
    r"\.(?=\s[a-z]|\s?[,;:)+&@(–—→=×-])"
    r"|(?:(?<=/ea)|(?<=doz)|(?<= ft)|(?<=/ft))\.(?=[,;:)]|\s[a-z]))?"
)
"""What a sum or a measure is said for: "/month", "/kg", "per sq. ft"."""
_POWERS = {"²": "square ", "2": "square ", "³": "cubic ", "3": "cubic "}


def unit_words(written: str, power: str | None, *, one: bool) -> str:
    """A unit's name: "square meters"; a second is squared, a meter square."""
    name = UNITS[written][0 if one else 1]
    if power and written.endswith("s"):
        return name + (" squared" if power in "²2" else " cubed")
    return _POWERS.get(power or "", "") + name


def per(match: re.Match[str]) -> str:
    """What is said for the PER of a match, with a space before it."""
    written = match["per"]
    if not written:
        return ""
    count = {"10": "ten ", "100": "one hundred ", "1000": "one thousand "}.get(
        match["per_count"], ""
    )
    if written in ("ea", "each"):
        return " each"
    if written in ("mL", "ml") and count and match.groupdict().get("unit") in ("oz", "fl oz"):
        return f" or {count}milliliters"  # what a bottle on board holds: 3.4 oz/100 mL
    if written in UNITS and written not in _RATES:
        power = (match["per_power"] or "").lstrip("^")
        return f" per {count}{unit_words(written, power, one=not count)}"
    return f" per {_RATES.get(written, written)}"


def then(match: re.Match[str]) -> str:
    """What is said for the THEN of a match behind its PER, with a space before it."""
    written = match["then"]
    if not written:
        return ""
    return f" per {_RATES.get(written) or (UNITS[written][0] if written in UNITS else written)}"
