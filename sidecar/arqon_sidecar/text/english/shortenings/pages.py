"""Pages of a book without a space or an end: pp3-5, p. 5 ff."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["page_forms"]

_PAGES = re.compile(r"(?<![\w.'-])pp(?P<first>\d{1,4})\s?[-–]\s?(?P<last>\d{1,4})(?![\w-])")
_PROBLEMS = re.compile(
    r"(?:(?<![^\n])|(?<=[,;:(] ))[Pp]rob(?P<many>s?)\.(?=\s#?\d{1,3}(?:[-–,;)]|\s?(?:and|&)\s\d"
    r"|\.?\s?\Z))"
)
"""Of a book for a school."""
_FOLLOWING = re.compile(r"(?<=\d)(?:\s?ff\.|\sff(?![\w-]))(?!\w)")
"""Pages behind the first: p. 5 ff."""


def page_forms(numbers: Numbers) -> tuple[Form, ...]:
    """From one page to another, or to those behind it."""
    return (
        Form(
            Kind.RANGE,
            _PAGES,
            lambda m: f"pages {numbers.said(m['first'])} to {numbers.said(m['last'])}",
            "p",
        ),
        Form(Kind.ABBREVIATION, _PROBLEMS, lambda m: f"problem{m['many']}", "[Pp]"),
        Form(
            Kind.ABBREVIATION,
            _FOLLOWING,
            lambda m: " and following" + point(m),
            r"[\sf]",
        ),
    )
