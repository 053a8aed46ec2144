"""Kelvin: 5,800 K, 300 K in the lab, a 2700K bulb; elsewhere K counts thousands."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_plural_after
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["kelvin_form"]

_KELVIN = re.compile(
    r"(?<![\w.,/$€£#-])(?:(?P<from>\d{1,5})\s?[-–]\s?)?"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,2}|\d{1,6}(?:\.\d{1,3})?)\s?K(?![\w'/+-]|\.\w)"
)
_HOT = re.compile(
    r"\b(?:temperatures?|temps?|kelvins?|absolute zero|superconduct\w*|stars?|plasma|surface"
    r"|boil\w*|melt\w*|freez\w*|cool(?:s|ed|ing)|heat(?:s|ed|ing)?|hot|colou?r|bulbs?|LEDs?|lamps?|lighting|white"
    r"|nitrogen|helium|thermal|cryo\w*|blackbody)\b"
)
_EXACT = re.compile(r"[1-9]\d{3}K")
"""Nobody counts so many thousands: 2700K."""
_REACH = 24


def kelvin_form(numbers: Numbers) -> Form:
    """A temperature, where a word near it says that it is one."""

    def kelvin(match: re.Match[str]) -> str | None:
        end = match.end()
        near = _HOT.search(back(match)) or _HOT.search(match.string, end, end + _REACH)
        if not (near or (_EXACT.fullmatch(match.group()) and not is_plural_after(match))):
            return None
        first = f"{numbers.said(match['from'])} to " if match["from"] else ""
        return f"{first}{numbers.said(match['number'], counted=True)} kelvin"

    return Form(Kind.MEASURE, _KELVIN, kelvin)
