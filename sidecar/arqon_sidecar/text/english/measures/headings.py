"""Ways that one goes, or that something lies: 40 km SW of town, Hwy 101 N, head E on Oak St."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.measures.compass import point_words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["heading_forms"]

_POINT = r"(?P<point>[NS][NS]?[EW]|[NSEW])"
_OFF = re.compile(
    rf"(?<=\s){_POINT}(?:\.(?=\s[a-z]))?"
    r"(?=\sof\s[a-z]|[,;)](?:\s|$)|\s(?:on|to|along|then|past|until|toward)\b|\.?\s*$)"
)
_SO_FAR = re.compile(
    r"\d\s?(?:km|mi\.?|miles?|kilometers?|kilometres?|bl(?:oc)?ks?\.?|yards?|meters?|ft\.?|feet|minutes?|min\.?|hours?)"
    r" \Z"
)
"""In front of the way that it lies from something: 40 km SW of town."""
_GOING = re.compile(
    r"(?i:(?<=\bgo )|(?<=\bhead )|(?<=\bdrive )|(?<=\bthen )|(?<=\bturn )|(?<=\bcontinue )"
    r"|(?<=\bwalk )"
    r"|(?<=\bheading )|(?<=\bheaded )|(?<=\btraveling )|(?<=\bgoing )|(?<=\bfacing ))"
    rf"{_POINT}(?=\s(?:on|along|to|toward|towards|until|from|for|down|up)\b)"
)
_HEADING = re.compile(r"(?<=\d )(?P<point>[NSEW])(?:\.(?=,?\s[a-z]))?(?![\w'&-]|\.\w|\s[A-Z]?\d)")
_ROAD = re.compile(
    r"\b(?:(?:I|US|SR|CR|Hwy\.?|Highway|Route|Rte\.?|Rt\.?|Interstate|Freeway|M|A)[- ]\d{1,4}"
    r"|[A-Z]{2}-\d{1,3}|[Tt]he \d{2,3}) \Z"
)
"""In front of the way that one goes on it: Hwy 101 N."""
_DEGREES = re.compile(
    r"\b(?:[Ll]at|[Ll]atitude|[Ll]ong|[Ll]on|[Ll]ongitude)\.?:? [-\d.°]{1,12}\s?\Z"
)


def heading_forms() -> tuple[Form, ...]:
    """Behind how far it is, behind a road or a degree, and behind who goes."""
    return (
        Form(Kind.ADDRESS, _HEADING, _heading, "[NSEW]"),
        Form(Kind.ADDRESS, _OFF, _off, "[NSEW]"),
        Form(Kind.ADDRESS, _GOING, lambda m: point_words(m["point"]), "[NSEW]"),
    )


def _heading(match: re.Match[str]) -> str | None:
    before = back(match)
    told = _ROAD.search(before) or _DEGREES.search(before)
    return point_words(match["point"]) if told else None


def _off(match: re.Match[str]) -> str | None:
    return point_words(match["point"]) if _SO_FAR.search(back(match)) else None
