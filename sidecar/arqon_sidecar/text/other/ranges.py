"""What is said for the dash of a range: "9 a 17", "entre 9 y 17"; n° 2015-39 is none."""

from __future__ import annotations

import re

from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["is_numbered", "up_to"]

_BEFORE = re.compile(r"(?P<word>[^\W\d_]+) (?:\d[\d.:,h]*\s?)?\Z")
"""The word in front of a range, also where the match begins at its dash."""
_BETWEEN = re.compile(
    r"\b(?:[Ee]ntre|[TtFf]ra)\s(?:(?:el|l[aeo]s?|il?|gli|[oa]s?)\s)?(?:\d[\d.:,h]*\s?)?\Z"
)
_REACH = 24
_NUMBERED = re.compile(
    r"(?:[Nn]\.?[º°]|№|\b[Nn]\.|(?:सं|नं)\.|\bno|\b[Nn]um[eé]ro|\b[Nn]úmero|\b[LRD]\.|\b[Aa]rt\.)\s?\Z"
)
"""What stands before the number of a document."""
_IN_PARTS = re.compile(r"(?:#|\bNo\.|\b[Nn]\.?[º°]|\bBoeing)\s?\Z")
"""In front of one number in parts: Cra. 7 # 71-21, n° 19-12.345; of a model."""
_YEAR = 4


def up_to(match: re.Match[str], words: Vocabulary) -> str:
    """The word between the ends, which the one in front of them asks for."""
    start = max(0, match.start() - _REACH)
    if _BETWEEN.search(match.string, start, match.start()):
        return words.and_
    found = _BEFORE.search(match.string, start, match.start())
    before = found["word"].lower() if found else ""
    return words.up_to.get(before, words.to)


def is_numbered(match: re.Match[str]) -> bool:
    """Whether it is a document's year and number: n° 2015-39, loi n° 78-17."""
    a, b = match["a"], match["b"]
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    if _IN_PARTS.search(before) and a.isdecimal():
        return True
    if not (a.isdecimal() and b.isdecimal() and _NUMBERED.search(before)):
        return False
    if len(b) == _YEAR and len(a) < _YEAR:
        return True
    return len(a) == _YEAR or int(b) < int(a)
