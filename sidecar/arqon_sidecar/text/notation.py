"""Keeps signs of notation that cleaning would take for marks of Markdown or of a table.

The star of a schedule becomes ∗, of a masked number •; the bar of P(A | B) and of |x| becomes ∣.
"""

from __future__ import annotations

import re

from arqon_sidecar.text.rules import Rule

__all__ = ["BAR", "MASK", "NOTATION", "STAR"]

STAR, MASK, BAR = "∗", "•", "∣"
_MASKED = re.compile(
    r"(?<![\w*])(?:(?:\*{4}[ -]){1,3}(?:\*{4})?|\*{3,16})(?=\d{3,6}(?!\w|[.,:/]\d))"
    r"(?![^\n]{0,80}\*)"
)
"""No star follows that would close what Markdown marks."""
_FIELD = r"(?:\*(?:/\d{1,2})?|\d{1,2}(?:[-,/]\d{1,2}){0,6}|(?:MON|SUN)(?:-(?:FRI|SAT))?)"
_SCHEDULE = re.compile(
    rf"(?<![^\s\"'`(:])(?=[^\n]{{0,30}}(?:\*/\d|\* \*)){_FIELD}(?: {_FIELD}){{4}}(?![^\s\"'`).,;?])"
)
"""The five fields of cron."""
_GIVEN = re.compile(r"(?<!\w)(?:Pr?|E|p)\([^()|\n]{1,40}\|[^()|\n]{1,40}\)")
_OPERAND = r"[-−]?(?:[A-Za-zα-ω](?:_?[a-z\d]|\([a-z]\)|[²³])?|\d[\d.]{0,6})"
_ABSOLUTE = re.compile(
    rf"(?<![\w|)])\|(?=\S)(?:[A-Za-z]|{_OPERAND}\s?[-−+*/·]\s?{_OPERAND}|[-−]\d[\d.]{{0,8}})"
    r"\|(?![\w|])"
)

NOTATION = (
    Rule(_MASKED, lambda match: match.group().replace("*", MASK)),
    Rule(_SCHEDULE, lambda match: match.group().replace("*", STAR)),
    Rule(_GIVEN, lambda match: match.group().replace("|", BAR)),
    Rule(_ABSOLUTE, lambda match: match.group().replace("|", BAR)),
)
