"""Two numbers with a slash that are no fraction: 24/7, saison 23/24, L. 104/92, página 3/10."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.ranges import is_numbered
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["no_fraction"]

_LAW = re.compile(
    r"(?:\b(?:[Ll]ei|[Ll]ey|[Ll]oi|[Ll]egge|[Dd]ecreto|MP|EC|RD|DL|DM|DPR|D\.?\s?[Ll]gs|D\.L|D\.P\.R|L)\.?)"
    r"(?:\s(?:[nN]\.?[º°]|[nN]\.|número|numero|numéro))?\s\Z|\b[nN]\.?[º°]\s\Z"
)
"""What stands before the number of a law."""
_PRESSURE = re.compile(r"\b(?:[Pp]ressão (?:\w+ )?|PA:? )\Z")
"""Of the blood, as in Brazil: pressão 12/8."""
_OVEN = re.compile(r"\bth(?:\.|ermostat) \Z")
"""In French, of a heat between two: th. 6/7."""
_PAGE = re.compile(
    r"\b(?:[Pp](?:[áa]g(?:ina|e|\.)|as[so]o?|arte|artie|\.)|[ÉéEe]tapa?e?|[Tt]appa|[Ss]lide) \Z"
)
"""página 3/10."""
_SEASON = re.compile(
    r"\b(?:[Cc]urso|[Tt]emporada|[Ss]aison|[Ss]tagione|[Aa]nnée|Liga|Serie A|Ligue 1) \Z"
)
_REACH = 24
_YEAR = 4
"""Digits of a year."""


def no_fraction(match: re.Match[str], words: Vocabulary) -> str:
    """What is said for them, or nothing for a fraction."""
    a, b = match["a"], match["b"]
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    season = _is_season(a, b, before) and not is_numbered(match)
    if match.group() in ("24/7", "50/50") or season or _OVEN.search(before):
        return f"{a} {b}"
    if _YEAR in (len(a), len(b)) or (len(b) == 2 and _LAW.search(before)):
        return f"{a} {words.slash} {b}"
    if words.counts_in == "pt_BR" and _PRESSURE.search(before):
        return f"{a} por {b}"
    if _PAGE.search(before):
        return f"{a} {words.of if words.each else words.over} {b}"
    return ""


def _is_season(a: str, b: str, before: str) -> bool:
    """A school year or one of sport: 2023/24, 2023/2024, curso 23/24."""
    next_year = int(b) % 100 == (int(a) + 1) % 100
    if len(a) == len(b) == 2:
        return next_year and bool(_SEASON.search(before))
    if len(a) != _YEAR or len(b) not in (2, _YEAR) or not 1900 <= int(a) < 2100:
        return False
    return next_year and (len(b) == 2 or int(b) == int(a) + 1)
