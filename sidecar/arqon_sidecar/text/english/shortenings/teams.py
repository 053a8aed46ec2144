"""Universities' teams: Ohio St. (8-2), Iowa St. beat Kansas, lost to No. 3 Penn St."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["team_forms"]

_TEAMS = (
    r"(?:Ohio|Penn|Mich(?:\.|igan)|Fl(?:a\.|orida)|Iowa|Kansas|Boise|Fresno|San (?:Diego|Jose)"
    r"|Okla(?:\.|homa)|Oregon|Ariz(?:\.|ona)|Utah|Wichita|Miss(?:\.|issippi)|Kent)"
)
_STATE = re.compile(
    r"St\.(?P<plays>(?=\s(?:\(\d|\d{1,3}[-–,]|(?:beat|lost|won|fans?|coach|football|basketball|players?)\b)"
    r"|,\s[A-Z]\w+ \d|\sUniv\b))?(?!\w)"
)
"""Elsewhere it is a street."""
_TEAM = re.compile(rf"\b{_TEAMS} \Z")
_BEATEN = re.compile(
    r"\b(?:beats?|defeat(?:s|ed)?|upsets?|edge[sd]|topp?(?:s|ed)|vs\.?|against|faces?|hosts?"
    rf"|lost to) (?:No\. \d{{1,2}} )?{_TEAMS} \Z"
)


def team_forms() -> tuple[Form, ...]:
    """St. as "State" behind a state, where somebody plays."""

    def state(match: re.Match[str]) -> str | None:
        plays = match["plays"] is not None
        team = (_TEAM if plays else _BEATEN).search(back(match))
        return "State" + point(match) * (not plays) if team else None

    return (Form(Kind.ABBREVIATION, _STATE, state, "S"),)
