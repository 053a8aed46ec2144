"""Names of programs, behind which two numbers with a point are a version: Python 3.11."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import word_before
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["CAMEL", "PARTS", "VERSIONED", "YEAR", "is_named"]

PARTS = r"\d{1,5}(?:\.\d{1,5}){0,4}"
YEAR = re.compile(r"(?:199|20[0-4])\d(?!\d)")
"""A version that is called by its year."""
VERSIONED = words(
    "version python node ios ipados macos android ubuntu debian fedora php java django rails ruby "
    "go rust kotlin swift postgres postgresql mysql redis kubernetes docker release numpy torch "
    "windows chrome firefox linux kernel angular react vue typescript fastapi flask pandas cuda "
    "version: update upgrade versions releases"
)
_BOUND = re.compile(
    r"(?P<name>[A-Za-z]{2,12})\s?(?:[<>=~!]=|[<>≥≤~^])\s?(?:\d[\d.]{0,8},\s?(?:[<>=~!]=|[<>≥≤])\s?)?\Z"
)
"""Python ≥3.10, <3.13: what must not be older or newer."""
_NAMED = re.compile(
    rf"(?P<name>[A-Za-z]{{2,12}}) (?:v?{PARTS}"
    r"(?:,? and|,? or|,|,? not| vs\.?| versus| to| over| than) ){1,4}\Z"
)
"""Python 3.12 or 3.11: the name is of both."""
CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
"""What only names of programs look like."""
_ALSO_WORDS = words("go rust swift ruby rails flask express windows")
"""Names of programs that are words in lower case."""


def is_named(match: re.Match[str]) -> bool:
    """Whether a program's name stands before two numbers with a point."""
    before = word_before(match)
    start = max(0, match.start() - 40)
    for of_both in (_BOUND, _NAMED):
        if found := of_both.search(match.string, start, match.start()):
            before = found["name"]
    named = before.lower() in VERSIONED and not (before.islower() and before in _ALSO_WORDS)
    return named or bool(YEAR.match(match["parts"]) and CAMEL.search(before))
