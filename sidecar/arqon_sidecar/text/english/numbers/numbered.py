"""Short forms before numbers: Fig. 3, no. 7, No 7, p. 12; but "I said no. 5 minutes later"."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.shortenings.shortenings import BEFORE_NUMBERS
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["numbered_forms"]

_NUMBERED = re.compile(
    r"(?<![\w.'/-])(?P<word>[A-Za-z]{1,6})\.[^\S\n]?"
    r"(?=#?(?:[A-Z]{0,3}[-/]?\d|'\d\d\b|[$€£~<>]\s?\d|(?!I\b(?!\s?[-–][IVX]|[,;:)]|\.?$))[IVX]+\b|[XLC]{1,3}[IVXL]{1,6}\b|xl[ivx]{0,4}\b|[ivx]{2,6}\b"
    r"|(?<=p\. )[ivx]\b)|\((?:\d{1,3}[a-z]?|[a-z])\))"
)
_NO = re.compile(r"(?<![\w.'-])No\s(?=\d)")
_SAID = re.compile(
    r"\b(?:said|say|says|saying|replied|answered|oh|told|means?|but|that's|it's)[,:]? \"?$",
    re.IGNORECASE,
)
"""What stands before "no" as an answer."""
_THING = re.compile(
    r"\b(?:ser\.|serial|order|invoice|ticket|case|flight|room|account|acct|part|item|model|bus|train|tracking"
    r"|policy|claim|check|cheque|lot|apartment|apt|gate|platform|box|exhibit|figure|opus|house) $",
    re.IGNORECASE,
)
"""What has numbers, in front of "no."."""
_IS = re.compile(r"\b(?:is|was|be|just) $")
_VERB_BEHIND = re.compile(r"\s(?:is|are|was|were|will|can|would|has|have|seems?)\b")
_NUMBER_FIRST = re.compile(r"#?[\d,.]+")
_MANY = re.compile(r"\d{1,3},\d{3}|\d{4}|[\d.]+\s?(?:[km]\b|million)", re.IGNORECASE)
"""As many as live in a place."""
_FIGURE = re.compile(r"\d(?!\d)")
"""No year, and too few to be guessed."""
_DECIMAL = re.compile(r"\d+\.\d")
_WORD = re.compile(r"\s([a-z]+)")
_COUNTED = words(
    "second seconds minute minutes hour hours day days week weeks month months year years people "
    "men women children kids percent times miles of more others am pm min"
)
_ALSO_LAST = words("no sec min art app tab lot cat par ex col")
"""Words or names, too, which may end a sentence before "5 of us came"."""
_BEFORE_COUNTS = words("p pp approx max min c ca")
"""These stand before what is counted: approx. 5 minutes."""
_NAME_BEFORE = re.compile(r"(?<!\w)[A-Z][A-Za-z]+ $")
_TO_SEE = re.compile(r"\b(?:See|Cf|Read|In|And)\.? $")
_ENDS = ("", ".", "!", "?")
_MYSELF = re.compile(r"I(?!\w)")
_OF_THEM = re.compile(r"\d{1,3} of (?:them|us|you|these|those|my|our)\b")
"""What no section of a law is of."""
_PERIOD = re.compile(r"\b(?:a|one|just a|this|per|the|last|half a) $", re.IGNORECASE)


def numbered_forms() -> tuple[Form, ...]:
    """What is numbered, unless the sentence ends before the number."""
    return (
        Form(Kind.ABBREVIATION, _NO, _number, "N"),
        Form(Kind.ABBREVIATION, _NUMBERED, _numbered, "[A-Za-z]"),
    )


def _number(match: re.Match[str]) -> str | None:
    """No 7, but "No 2 people are alike"."""
    return None if not word_before(match) or _counts(match, any_noun=True) else "number "


def _numbered(match: re.Match[str]) -> str | None:
    """Fig. 3, but "I met Ed. 5 minutes ago", "I said no. 5 minutes later"."""
    word, before = match["word"].lower(), back(match)
    said = BEFORE_NUMBERS.get(word)
    # Inside a sentence a capital makes it a short form: "if No. 4 wins" counts no wins.
    inside = match["word"] == "No" and word_before(match)[-1:] not in _ENDS
    thing = word == "no" and _THING.search(before)
    counts = _counts(match, any_noun=word == "no" and not (inside or thing))
    lone = word == "c" and _FIGURE.match(match.string, match.end())
    plural = _OF_THEM.match(match.string, match.end()) or before[-2:-1].isdecimal()
    lone = lone or (word == "s" and plural)
    lone = lone or (word in _ALSO_LAST and _MYSELF.match(match.string, match.end()))
    if lone or (word == "l" and not before.endswith((", ", "("))):
        return None
    if not said or (counts and word not in _BEFORE_COUNTS):
        return None
    if word == "resp" and before.endswith("("):
        return "respectively "
    if word == "pop" and not before.endswith("(") and not _MANY.match(match.string, match.end()):
        return None
    if word == "est" and not match.string[match.end()].isalnum():
        return "estimated "
    if word == "v" and _is_version(match, before):
        return "version "
    if word == "cat" and not (match["word"] == "Cat" and match.string[match.end()] in "12345"):
        return None
    if match["word"] == "no" and (_SAID.search(before) or _is_answer(match, before)):
        return None
    short = word in ("sec", "secs", "min") and match["word"] != "Sec"
    if short and (_PERIOD.search(before) or before[-2:-1].isdecimal()):
        return None
    return said + " "


def _is_version(match: re.Match[str], before: str) -> bool:
    """GPL v. 3, v. 2.0; but "see v. 16"."""
    named = _NAME_BEFORE.search(before) and not _TO_SEE.search(before)
    return bool(named or _DECIMAL.match(match.string, match.end()))


def _is_answer(match: re.Match[str], before: str) -> bool:
    """My answer is no. 10 is too many."""
    number = _NUMBER_FIRST.match(match.string, match.end())
    behind = number and _VERB_BEHIND.match(match.string, number.end())
    return bool(_IS.search(before) and behind)


def _counts(match: re.Match[str], *, any_noun: bool) -> bool:
    """Whether the number behind the match counts what follows it: the sentence ended before it."""
    number = _NUMBER_FIRST.match(match.string, match.end())
    following = number and _WORD.match(match.string, number.end())
    if not following:
        return False
    word = following[1]
    plural = len(word) > 3 and word.endswith("s") and word not in ("this", "plus", "was", "has")
    if word == "of" and (
        match.group().startswith("Art.") or match.string[following.end() + 1 :][:1].isdecimal()
    ):
        return False
    if word == "of" and (match.groupdict().get("word") or "no").lower() not in _ALSO_LAST:
        return False
    return word in _COUNTED or (any_noun and plural)
