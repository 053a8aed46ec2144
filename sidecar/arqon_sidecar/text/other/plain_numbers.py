"""Numbers as espeak-ng reads them whole: without what parts their thousands."""

from __future__ import annotations

import re

__all__ = ["BY_POINTS", "plain"]

BY_POINTS = re.compile(r"[1-9]\d{0,2}(?:[.\s]\d{3})+(?:,\d+)?")
_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?P<decimals>\.\d+)?")
_POINTED = re.compile(r"\d{1,3}\.\d{1,2}")
"""As in 1.5 kg, whose point espeak does not read in Portuguese."""


def plain(number: str, *, comma: bool) -> str:
    """A number without marks between thousands."""
    if "'" in number or "’" in number:
        return re.sub("['’]", "", number).replace(".", ",")
    by_commas = _BY_COMMAS.fullmatch(number)
    if comma and BY_POINTS.fullmatch(number):
        return re.sub(r"[.\s]", "", number)
    if by_commas and (not comma or by_commas["decimals"] or number.count(",") > 1):
        return number.replace(",", "")
    if comma and _POINTED.fullmatch(number):
        return number.replace(".", ",")
    return re.sub(r"\s", "", number)
