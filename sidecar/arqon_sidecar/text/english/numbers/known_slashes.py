"""Two numbers with a slash that are known, by themselves or by a word beside: 24/7, 4/4 time."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, word_after, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.slash_words import BET, ODDS
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["band_forms", "is_cable", "joined", "known_slash"]

_ALWAYS = {
    "24/7": "twenty four seven",
    "24/7/365": "twenty four seven three sixty five",
    "7/7": "seven seven",
    "9/11": "nine eleven",
    "50/50": "fifty fifty",
    "20/20": "twenty twenty",
}
_SURE_METERS = frozenset(("4/4", "6/8", "9/8", "12/8", "5/4", "7/8"))
_METERS = frozenset(("4/4", "3/4", "2/4", "6/8", "2/2", "9/8", "12/8", "5/4", "7/8"))

_EITHER_VERSION = re.compile(
    r"\b(?:Win|Windows|iOS|iPadOS|macOS|Android|Python|Java|Node|PHP|Office|Debian|PS|Xbox) \Z"
)
"""In front of two versions of one program: Windows 10/11."""
_EYE = re.compile(
    r"\s(?:vision\s)?in (?:the |my |his |her )?(?:left|right|other|both|each|one)(?: eyes?)?\b"
)
_METER_BEFORE = re.compile(r"\b\d{1,2}/\d time\b[^.!?]*\Z")
"""One meter told, in front of the next: in 4/4 time, then 6/8."""
_TEMPO = re.compile(r"(?:,| @| at) \d{2,3} ?(?:bpm|BPM)\b")
_HALF = re.compile(r"[- ](?:price|off|marathon|board)\b")
"""Behind 1/2, where nobody says "one": half-price."""
_NOTES = {2: "half", 4: "quarter", 8: "", 16: "", 32: "", 64: ""}
"""Of music: a 1/8 note."""
_RULES = words("rule split schedule diet fasting method stainless")
"""Of two parts, between which nothing is said: the 28/36 rule, 16/8 fasting."""
_OF_METER = words("time meter signature beat bar bars measure measures")


_BANDS = re.compile(r"(?<![\w.,/:])(?P<a>\d{1,4}\.\d{1,3})/(?=\d{1,4}(?:\.\d{1,3})?\s?[kMG]Hz\b)")
"""Of a radio: 2.4/5 GHz."""
_EITHER_WAY = re.compile(r"(?<![\w.,/:])(?P<a>\d{1,3})/(?=\d{2,3}(?:\s?Hz\b|[- ]?bit\b))")
"""Without a word between them: 50/60 Hz, 16/32-bit."""
_LUMBER = words("decking deck board boards lumber pine oak cedar walnut maple stock trex x")
"""What is sold by quarters of an inch: 5/4 decking."""
_CABLES = words("NM NM-B UF-B THHN wire wires cable cables Romex AWG gauge")


def band_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Either of two; the second one has the unit."""
    return (
        Form(Kind.MEASURE, _BANDS, lambda match: f"{numbers.said(match['a'])} or "),
        Form(Kind.MEASURE, _EITHER_WAY, lambda match: f"{numbers.said(match['a'])} "),
    )


def is_cable(match: re.Match[str]) -> bool:
    """Of so many wires so thick: 14/2 cable, AWG 14/2."""
    return word_after(match) in _CABLES or word_before(match) in ("AWG", "Romex")


def known_slash(match: re.Match[str], numbers: Numbers) -> str | None:
    """An eyesight, a loan (a 5/1 ARM), versions of a program, a meter, 50/50 and half-price."""
    a, b = match["a"], match["b"]
    written = match.group() if match.group() in _ALWAYS else f"{a}/{b}"
    seen = word_after(match) in ("vision", "eyesight", "sight", "OD", "OS", "OU")
    seen = seen or bool(_EYE.match(match.string, match.end()))
    if seen or word_before(match).lower() in ("vision", "acuity"):
        return f"{numbers.said(a)} {numbers.said(b)}"
    if a == "1" and word_after(match) in ("note", "notes", "rest", "rests") and int(b) in _NOTES:
        return _NOTES[int(b)] or numbers.ordinal(int(b))
    paired = word_after(match) in ("ARM", "ARMs") or word_before(match) in ("US", "Routes")
    if (
        paired
        or is_cable(match)
        or (len(a + b) > 2 and a.isdecimal() and word_after(match) in _RULES)
    ):
        return f"{numbers.said(a)} {numbers.said(b)}"
    if word_before(match) in ("Unit", "Flat", "Apt", "Apt.", "Apartment", "Shop", "Villa"):
        return f"{numbers.name(a)}, {numbers.name(b)}"
    if word_before(match) in ("Op.", "op.", "Opus"):
        return f"{numbers.said(a)} number {numbers.said(b)}"
    if _EITHER_VERSION.search(back(match)):
        return f"{numbers.said(a)} or {numbers.said(b)}"
    if b == "4" and a in "4568" and word_after(match) in _LUMBER:
        return f"{numbers.said(a)} quarter"
    if known := _known(match, written):
        return known
    after = word_after(match)
    if (after in _OF_METER and written in _METERS) or (
        written in _SURE_METERS
        and (
            _TEMPO.match(match.string, match.end())
            or word_before(match) == "in"
            or _METER_BEFORE.search(back(match))
        )
    ):
        return f"{numbers.said(a)} {numbers.said(b)}"
    return None


def _known(match: re.Match[str], written: str) -> str | None:
    """Half-price, and what is said in one way only."""
    half = written == "1/2" and _HALF.match(match.string, match.end())
    return "half" if half else _ALWAYS.get(written)


def joined(match: re.Match[str]) -> str:
    """What is said for the slash, where the numbers themselves or "odds" tell it."""
    if not match["b"].isdecimal() or "," in match["a"]:
        return "out of"
    if "mpg" in (word_before(match).lower(), match["unit"]) or word_after(match) in ("psi", "PSI"):
        return ","
    if back(match).endswith("√") or (match["unit"] or "").endswith("bps"):
        return "over"
    if word_after(match) in ("ratio", "ratios") and int(match["a"]) + int(match["b"]) != 100:
        return "to"
    even = match["a"] == match["b"] == "50"
    bet = ODDS.search(back(match)) or word_after(match) in BET
    return "to" if bet and not even else ""
