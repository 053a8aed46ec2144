"""Streets as people type them in a chat: at 12 oak st, on main st rn, turn on elm dr."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.english.shortenings.shortenings import BEHIND_NAMES
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["typed_street_form"]

_TYPED = re.compile(
    r"(?<=[a-z] )(?P<word>st|ave|rd|dr|blvd|ln|pkwy)\b\.?(?=[,;!?)]|\s?$|\s(?:and|n|at|in|on|to"
    r"|then|near|by|rn|before|after|is|off|apt|for|from|between)\b)"
)
_TYPED_BEFORE = re.compile(
    r"(?:\b\d{1,5}|\b(?P<on>on|onto|down|off|along)|\b(?:at|to|near|from|of|and|between)) "
    r"(?:[nsew] )?(?:(?:(?!the|her|his|our|your|their|this)[a-z]{3,12} ){1,2}"
    r"|\d{1,3}(?:st|nd|rd|th) )\Z"
)


def typed_street_form() -> Form:
    """In small letters, behind a house's number or a word such as "on"."""
    return Form(Kind.ABBREVIATION, _TYPED, _typed, "[sardblp]")


def _typed(match: re.Match[str]) -> str | None:
    """Turn on elm dr; but "talk to an eye dr"."""
    before = _TYPED_BEFORE.search(back(match))
    drive = before and (before["on"] or before[0][0].isdecimal())
    named = drive if match["word"] == "dr" else before
    return BEHIND_NAMES[match["word"]].lower() + point(match) if named else None
