"""Points of the compass: 12 N Main St., W 34th St., S. Korea, the NE corner."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["compass_forms", "in_address", "point_words"]

_STREETS = (
    r"(?:St|Ave?|Rd|Blvd|Ln|Dr|Pl|Ct|Pkwy|Way|Ter|Cir|Sq|Hwy|Street|Avenue|Road|Lane|Drive"
    r"|Boulevard|Place|Court|Circle|Terrace|Square|Parkway|Highway"
    r"|ST|AVE?|RD|BLVD|LN|DR|PL|CT|PKWY|HWY|STREET|AVENUE|ROAD)"
)
_COMPASS = re.compile(
    rf"(?<![\w.])(?P<point>[NS]\.?[EW]|[NSEW])\.?(?:(?=\s[A-Z0-9][\w']*(?:\s[A-Z]\w*)*\s{_STREETS}\b)"
    r"|(?<=\d [NSEW]\.)(?=\s[A-Z][a-z]{2,15},\s[A-Z#]))"
)
_STREET = re.compile(
    r"(?<![\w.])(?P<point>[NS]\.?[EW]|[NSEW])\.?(?=\s\d{1,3}(?:st|nd|rd|th)\s"
    rf"(?:(?:&|and)\s(?:[NSEW]\.?\s)?(?:\d{{1,3}}(?:st|nd|rd|th)|[A-Z]\w+)\b|{_STREETS}\b)|(?<=[NSEW]\.)\s\d{{1,3}}(?:st|nd|rd|th)(?=[,;)]|\s?$))"
)
_PART = re.compile(
    r"(?<![\w.])(?P<point>[NSEW])\.(?=\s(?:Korea|Ireland|Virginia|Africa|Carolina|Dakota|America"
    r"|Sudan|Macedonia|Timor|Sussex|Yorkshire|Bank|Hollywood|London|Asia|Europe(?:a(?=ns?\b))?|German(?:y(?!n))?)n?s?\b)"
)
"""S. Korea, W. Virginia."""
_DIRECTION = re.compile(r"(?<=\s)(?P<point>N|S|E|W|NE|NW|SE|SW)\.?(?=\sof\s(?:the\s)?[A-Z])")
_WING = re.compile(
    r"(?:(?<=\bthe )|(?<=\bThe ))(?P<point>[NSEW])\."
    r"(?=\s(?:wing|side|end|entrance|exit|gate|lot|campus|coast|tower|doors?|wall|bank|shore|stairs"
    r"|Tower|Pole|Shore|Rim|Gate|Wing|Coast|Entrance|Face|Lawn|Portico|Stand|Hall|Lot)\b)"
)
_SIDE = re.compile(
    r"(?<![\w.'&/-])(?P<point>[NS][EW]|(?<=the )[NSEW]|[NSEW](?=\swinds?\b))"
    r"(?=\s(?:corner|side|end|edge|part|quadrant|tip|coast|wing|suburbs?|section|face|slope|winds?)\b)"
)
"""Of something: the NE corner."""
_REGION = re.compile(
    r"(?<![\w.'&/-])(?P<point>[NS][EW])(?=\s(?:Asia|Europe|Africa|England|London|Portland|Seattle|Atlanta"
    r"|Calgary|Houston|Michigan|Ohio|Texas|Florida|Georgia|Oregon|Washington|Iowa|Kansas|Missouri"
    r"|Wisconsin|Minnesota|Pennsylvania|Virginia|Oklahoma|Arkansas|Colorado|Alaska|DC|D\.C)\b)"
)
"""A part of a country or a town: NW Ohio."""
_LINE = re.compile(
    r"(?<![\w.'&/-])(?:N[-–]S|S[-–]N|E[-–]W|W[-–]E|N[EW][-–]S[EW]|S[EW][-–]N[EW])(?![\w'&/-]|\.\w)"
)
_BEHIND_STREET = re.compile(r"(?<= )(?P<point>[NS][EW]|[NSEW])\.?(?![\w'&-]|\.\w)")
_STREET_BEFORE = re.compile(rf"(?:\b[A-Z][\w']*|\d(?:st|nd|rd|th)) {_STREETS}\.? \Z")
"""In front of the part of the town: 16th St NW."""
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def compass_forms() -> tuple[Form, ...]:
    """In addresses, in names of countries, and in front of "of"."""
    return (
        Form(Kind.ADDRESS, _COMPASS, _compass, "[NSEW]"),
        Form(Kind.ADDRESS, _STREET, _name, "[NSEW]"),
        Form(Kind.ADDRESS, _PART, _name, "[NSEW]"),
        Form(Kind.ADDRESS, _BEHIND_STREET, _behind_street, "[NSEW]"),
        Form(Kind.ADDRESS, _WING, lambda m: point_words(m["point"]), "[NSEW]"),
        Form(Kind.ADDRESS, _SIDE, lambda m: point_words(m["point"]), "[NSEW]"),
        Form(Kind.ADDRESS, _REGION, lambda m: point_words(m["point"]), "[NS]"),
        Form(Kind.ADDRESS, _LINE, _line, "[NSEW]"),
        Form(Kind.ADDRESS, _DIRECTION, lambda m: point_words(m["point"]), "[NSEW]"),
    )


def in_address(text: str, at: int) -> bool:
    """Whether the letter there is the part of a town, in front of its street: 12 N. MAIN ST."""
    return _COMPASS.match(text, at) is not None


def point_words(point: str) -> str:
    """North northwest, southeast, west."""
    if len(point) < 3:
        return "".join(_POINTS[letter] for letter in point)
    return f"{_POINTS[point[0]]} {point_words(point[1:])}"


def _compass(match: re.Match[str]) -> str | None:
    sure = match.group().endswith(".") or word_before(match)[-1:].isdecimal()
    return _name(match) if sure else None


def _line(match: re.Match[str]) -> str | None:
    """Roads and winds that go both ways: N-S is north-south, but "an N-S line"."""
    if word_before(match).lower() == "an" and match.group()[0] in "NS":
        return None
    return "-".join(map(point_words, re.split("[-–]", match.group())))


def _behind_street(match: re.Match[str]) -> str | None:
    if not _STREET_BEFORE.search(back(match)):
        return None
    return point_words(match["point"]) + point(match)


def _name(match: re.Match[str]) -> str:
    return point_words(match["point"].replace(".", "")).capitalize()
