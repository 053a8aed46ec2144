"""Words that are written short with a slash: w/ milk, w/o, b/c, c/o, n/a, b/w 5 and 7."""

from __future__ import annotations

import re

from arqon_sidecar.text.spans import Form, Kind

__all__ = ["slashed_form"]

_SLASHED = re.compile(
    r"(?<![\w/])(?P<word>w/in|w/d(?!\w)|w/out|w/o|w/e|w/|(?<=\d )(?:o/w|r/t)"
    r"|b/w(?=\s[$€£]?\d[\d.,:]*(?:st|nd|rd|th)?(?:\s?[-–]|\s(?:and|to|&)\s))"
    r"|b/w(?=\s(?:the|my|our|your|their|two|both|sets?|meals?|now|us|classes|visits|meetings|jobs)\b)"
    r"|b/t(?=\s\d[\d.,:]*(?:\s?[-–]|\s(?:and|to|&)\s))"
    r"|b/c|c/o|n/a|N/A|and/or|W/O|W/|I/O|A/C|P/E)(?P<gap>\s?)(?=[\s\w.,;:!?)]|$)"
)
_WORDS = {
    "w/o": "without", "w/": "with", "w/in": "within", "w/e": "whatever",
    "w/d": "washer dryer", "o/w": "one way", "r/t": "round trip",
    "w/out": "without", "b/c": "because", "b/w": "between", "b/t": "between",
    "c/o": "care of", "n/a": "N.A", "and/or": "and or", "i/o": "I.O", "a/c": "A.C", "p/e": "P.E",
}  # fmt: skip


def slashed_form() -> Form:
    """The words that they stand for; letters where they are said as letters."""
    return Form(
        Kind.ABBREVIATION,
        _SLASHED,
        lambda m: _WORDS[m["word"].lower()] + m["gap"],
        "[wWbcnNaAIPor]",
    )
