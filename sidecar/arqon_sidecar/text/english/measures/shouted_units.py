"""Units in a text of capitals: EVERY 6 HRS, 16 OZ."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["shouted_form"]

_SHOUTED = re.compile(
    r"(?<=\d )(?P<unit>HRS?|MINS|SECS|LBS?|OZ|YRS|MOS|WKS"
    r"|FT(?=\.\s\d)|IN(?=\.))\b(?P<dot>\.)?(?![\w'])"
)
_BATTED = re.compile(r"\b(?:RBIs?|AVG|BA|OBP|OPS|SB|ERA|HRs|homers?)\b")
"""Beside these HR are runs, and no hours."""
_ONE_BEFORE = re.compile(r"(?<![\d.,])1 \Z")


def shouted_form() -> Form:
    """It stands beside the units without a number of their own."""
    return Form(Kind.MEASURE, _SHOUTED, _shouted, "[HMSLOYWFI]")


def _shouted(match: re.Match[str]) -> str | None:
    if match["unit"] == "HR" and _BATTED.search(
        match.string, max(0, match.start() - 40), match.end() + 40
    ):
        return None
    one = _ONE_BEFORE.search(back(match))
    said = UNITS[match["unit"].lower()][0 if one else 1]
    ends = match["dot"] and ends_sentence(match.string, match.end(), any_capital=True)
    return said + "." * bool(ends)
