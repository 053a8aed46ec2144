"""Words beside two numbers with a slash, which tell what they are: overs, odds, a score, net 30."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.vocabulary import words

__all__ = [
    "BET",
    "CRICKET",
    "MEASURED",
    "ODDS",
    "PRESSURE",
    "RATED",
    "STEPS",
    "TERMS",
    "TERMS_BEHIND",
]

MEASURED = {many for _, many in UNITS.values()} | words(
    "acres litres metres odds shares wins equals means gives makes"
)
"""What parts of one are counted in: 3/4 cups."""
STEPS = words(
    "step page part question slide chapter episode day level lap round stage track disc set test "
    "attempt try retry phase stop quiz inning image item lesson file task week section player "
    "photo bag parcel sheet copy vol volume module p. pg. ch. chap. vol."
)
"""In front of one of so many: step 3/5."""
RATED = re.compile(
    r"\b(?:rat\w+|scor\w+|stars?|review\w*|grade\w*|pain|gave|give|got|gets?|solid)\b[^.!?]*$",
    re.IGNORECASE,
)
CRICKET = re.compile(
    r"\b(?:cricket|wickets?|wkts?|overs?\b(?! \d)|ov|innings"
    r"|declared|all out|bowl\w+|batting|batsm[ae]n"
    r"|ODI|T20|IPL|Test|Ashes|chasing)\b"
)
ODDS = re.compile(
    r"\bodds(?: of| at| are| were| is|:)? \Z|\bodds\b[^.!?]{0,24} (?:or|and|to|at) \Z",
    re.IGNORECASE,
)
BET = words("favorite favourite fav fave shot outsider chance joint against")
"""Behind odds of one to another: a 7/2 favorite."""
TERMS = re.compile(r"\bnet \d{1,3}[,;:]? \(?\Z", re.IGNORECASE)
TERMS_BEHIND = re.compile(r"[,;]? \(?net \d", re.IGNORECASE)
"""Of payment: 2/10 net 30."""
PRESSURE = re.compile(r"\b(?:pressure|BP|bp)\b")
