"""Places on the globe: 40°26′46″N, 74.006° W."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.compass import point_words
from arqon_sidecar.text.english.numbers import Numbers
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["place_form"]

_PLACE = re.compile(
    r"(?<![\w.,])(?P<degrees>\d{1,3}(?:\.\d{1,8})?)°\s?(?:(?P<minutes>\d{1,2}(?:\.\d{1,4})?)['′]\s?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d{1,4})?)(?:\"|″|”)\s?)?)?(?P<point>[NSEW])(?!\w)"
)


def place_form(numbers: Numbers) -> Form:
    """Degrees, minutes and seconds, and the point of the compass."""

    def place(match: re.Match[str]) -> str:
        given = [name for name in ("degrees", "minutes", "seconds") if match[name]]
        parts = (f"{numbers.said(match[name])} {name}" for name in given)
        return " ".join((*parts, point_words(match["point"])))

    return Form(Kind.MEASURE, _PLACE, place)
