"""What has a number for its name, by the words before the number: Room 101, seats 14A and 14B."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_plural_after, word_after
from arqon_sidecar.text.english.measures.unit_names import UNITS
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["NAMES", "is_lettered", "is_listed", "is_port"]

NAMES = words(
    "room rm suite ste apt apartment flat unit exhibit figure fig table seat row gate platform "
    "terminal flight route highway hwy interstate channel bus tram box building bldg extension "
    "ext badge locker section sec appendix class form booth lot area freeway exit port error code "
    "agent xbox studio ward floor track stall pier dock house chmod http boeing airbus peugeot "
    "porsche pid size rtx gtx rfc iso zone pier lane route warehouse aisle shelf bay bed cabin "
    "nikkei fahrenheit berth level ieee grade rte rt desk slot pod bwv "
    "stage phase step question problem exercise"
)
_LISTED = re.compile(
    rf"\b(?:{'|'.join(sorted(NAMES))})s? "
    r"(?:[A-Z]?\d{1,5}[A-Z]?, ){0,5}[A-Z]?\d{1,5}[A-Z]?"
    r"(?:, (?:and |or |not )?| and | or | & | not | instead of )$",
    re.IGNORECASE,
)
"""A named number before this one, as in "seats 14A and 14B"."""
_OPTION = re.compile(r"-p|--port|-(?:9|15)")
_PORT = re.compile(r"\bports?(?:=|: ?| (?:is|are|was|to|number|no\.) )\Z", re.IGNORECASE)
_TRAIN = re.compile(r"\b(?:Train|Amtrak|(?:the|this|a|on|take|by) train) \Z")
_PLACE_IS = re.compile(
    r"\b(?:(?P<sure>seat|gate|locker)|room|apartment|apt|unit|flat|suite)s?"
    r" (?:is|was|are|number) \Z",
    re.IGNORECASE,
)
"""In front of its number and letter: your seat is 23F; a room may be 72F."""


def is_port(match: re.Match[str], before: str) -> bool:
    """Where it listens: the port is 8443, ssh -p 2222; which train, and kill -9 4242."""
    if len(match["number"]) != 4:
        return False
    if _TRAIN.search(back(match)):
        return not is_plural_after(match)
    return bool(_OPTION.fullmatch(before) or _PORT.search(back(match)))


def is_lettered(match: re.Match[str], before: str) -> bool:
    """Whether it is a house or a seat with a letter: "He lives at 221B"."""
    letter = match["letter"] or "a"
    place = _PLACE_IS.search(back(match)) if letter.isupper() else None
    if place and (place["sure"] or letter not in "CF"):
        return True
    return before == "at" and len(match["number"]) == 3 and letter.isupper() and letter not in "VWK"


def is_listed(match: re.Match[str]) -> bool:
    """Whether a named number stands before this one: "seats 14A and 14B"; no "RTX 4090, 24 GB"."""
    before = back(match)
    if word_after(match) in UNITS:
        return False
    ends = (", ", " and ", " or ", " & ", " not ", " instead of ")
    return before.endswith(ends) and bool(_LISTED.search(before))
