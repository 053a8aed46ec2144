"""Places on the globe: 40°26′46″N, 74.006° W."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.compass import point_words
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["place_forms"]

_PLACE = re.compile(
    r"(?<![\w.,])(?P<degrees>\d{1,3}(?:\.\d{1,8})?)°\s?(?:(?P<minutes>\d{1,2}(?:\.\d{1,4})?)['′]\s?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d{1,4})?)(?:\"|″|”)\s?)?)?(?P<point>[NSEW])(?!\w)"
)

_POINT_FIRST = re.compile(
    r"(?:(?<!\w)(?P<point>[NSEW])\s?|(?<![\w.,]))(?P<sign>[-−+])?(?P<degrees>\d{1,3})°\s?"
    r"(?P<minutes>\d{1,2}(?:\.\d{1,4})?)['′]"
    r"(?:\s?(?P<seconds>\d{1,2}(?:\.\d{1,4})?)(?:\"|″|”))?(?!\w)"
)
_PAIR = re.compile(
    r"(?<![\w.,])(?P<lat>\d{1,2}(?:\.\d{1,8})?)\s?(?P<ns>[NS])(?P<mark>,?)\s"
    r"(?P<long>\d{1,3}(?:\.\d{1,8})?)\s?(?P<ew>[EW])(?![\w'-])"
)


def place_forms(numbers: Numbers) -> tuple[Form, ...]:
    """One with degrees, minutes and seconds; two without: 40.7N 74.0W."""

    def pair(match: re.Match[str]) -> str:
        north, west = point_words(match["ns"]), point_words(match["ew"])
        first, second = numbers.said(match["lat"]), numbers.said(match["long"])
        return f"{first} {north}{match['mark']} {second} {west}"

    return (
        Form(Kind.MEASURE, _PAIR, pair),
        _place_form(numbers, _PLACE),
        _place_form(numbers, _POINT_FIRST),
    )


def _place_form(numbers: Numbers, pattern: re.Pattern[str]) -> Form:
    """Degrees, minutes and seconds, and the point of the compass on either side."""

    def place(match: re.Match[str]) -> str:
        given = [name for name in ("degrees", "minutes", "seconds") if match[name]]
        sign = {"+": "plus ", "-": "minus ", "−": "minus "}.get(
            match.groupdict().get("sign") or "", ""
        )
        parts = (f"{numbers.said(match[name])} {name}" for name in given)
        said, way = sign + " ".join(parts), point_words(match["point"] or "")
        first = match["point"] and match.start("point") < match.start("degrees")
        return f"{way} {said}" if first else f"{said} {way}".rstrip()

    return Form(Kind.MEASURE, pattern, place, r"[-−+\dNSEW]")
