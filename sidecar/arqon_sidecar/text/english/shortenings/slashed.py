"""Words that are written short with a slash: w/ milk, w/o, b/c, c/o, n/a, b/w 5 and 7."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["slashed_forms"]

_SLASHED = re.compile(
    r"(?<![\w/])(?P<word>w/r/t|w/in|w/d(?!\w)|w/out|w/o|w/e|w/|(?<=[\dkK] )(?:o/w|r/t)"
    r"|b/w(?=\s[$€£]?\d[\d.,:/]*(?:st|nd|rd|th)?(?:\s?[-–]|\s(?:and|to|&)\s))"
    r"|b/w(?=\s(?:the|my|our|your|their|two|both|sets?|meals?|now|us|classes|visits|meetings|jobs)\b)"
    r"|b/w(?=\s[a-z]{2,12}\s\d[\d.:]{0,6}\s(?:and|&)\s\d)"
    r"|b/w(?=\s[A-Z][\w.]*\s(?:and|&)\s[A-Z])"
    r"|b/t(?=\s\d[\d.,:]*(?:\s?[-–]|\s(?:and|to|&)\s))"
    r"|(?:[afn]/k|d/b)/a|[bB]/c|c/i(?=\s\d{1,2}(?::\d\d)?\s?[ap]m?\b)|c/o|[pf]/t(?=\s(?!ratio)[a-z]{3}|\sor\b|[,;)]|\s?$)|[PF]/T(?=\s(?!ratio)[a-z]{3}|\sor\b|[,;)]|\s?$)|n/a|N/A|(?:and|&)/or|W/O|W/|I/O|A/C|P/E)(?P<gap>\s?)(?=[\s\w.,;:!?)]|$)"
)
_EITHER = re.compile(
    r"(?<![\w/])(?P<first>he(?=/she)|she(?=/he\b)|s(?=/he)|his(?=/her)|hers?(?=/his)|him(?=/her)"
    r"|her(?=/him)|himself|herself)/(?P<second>s?he|hers?|his|him|herself|himself)(?![\w/])",
    re.IGNORECASE,
)
"""Of unknown sex: he/she, his/her, s/he."""
_TIME = re.compile(r"\s\d{1,2}(?::\d\d)?\s?[ap]m?\b")
_WORDS = {
    "w/o": "without", "w/": "with", "w/in": "within", "w/e": "whatever",
    "w/d": "washer dryer", "w/r/t": "with respect to", "o/w": "one way", "r/t": "round trip",
    "a/k/a": "A.K.A", "d/b/a": "D.B.A", "f/k/a": "F.K.A", "n/k/a": "N.K.A", "w/out": "without",
    "b/c": "because", "b/w": "between", "b/t": "between",
    "c/o": "care of", "p/t": "part time", "f/t": "full time", "n/a": "N.A",
    "and/or": "and or", "&/or": "and or",
    "i/o": "I.O", "a/c": "A.C", "p/e": "P.E",
}  # fmt: skip


def slashed_forms() -> tuple[Form, ...]:
    """The words that they stand for; letters where they are said as letters."""
    return (
        Form(Kind.ABBREVIATION, _SLASHED, _said, "[wWbBcdfFpnNaAIPor&]"),
        Form(Kind.ABBREVIATION, _EITHER, _either, "[hsHS]"),
    )


def _either(match: re.Match[str]) -> str:
    first, second = match["first"], match["second"]
    return f"{f'{first}he' if first in 'sS' else first} or {second}"


def _said(match: re.Match[str]) -> str:
    """In front of a time a hotel's guest comes or goes: c/o 11am."""
    word = match["word"].lower()
    guest = word[0] == "c" and _TIME.match(match.string, match.end("word"))
    said = (
        {"c/o": "check-out", "c/i": "check-in"}[word] if guest and word != "b/c" else _WORDS[word]
    )
    return said + match["gap"]
