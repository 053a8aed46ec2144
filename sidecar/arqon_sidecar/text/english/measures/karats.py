"""How fine gold is and how much a stone weighs: 18k gold, a 14 kt. ring, 1.5 ct diamonds."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["karat_form"]

_KARATS = re.compile(
    r"(?<![\w.,$€£])(?P<number>\d{1,2}(?:\.\d{1,2})?)[ -]?(?:(?P<gold>[kK]t?)|ct)(?![\w-])\.?"
    r"(?=\s(?:(?:yellow|white|rose|solid|round|pear|oval|princess)[ -])?(?:cut\s)?"
    r"(?:gold|diamonds?|sapphires?|rub(?:y|ies)|emeralds?|solitaires?|(?<=[tkK] )rings?))"
    r"|(?:(?<=[Gg]old, )|(?<=[Gg]old; ))(?P<listed>\d{1,2})[kK]t(?!\w)"
)


def karat_form(numbers: Numbers) -> Form:
    """In front of gold or a stone; elsewhere k is a thousand and ct a count."""
    return Form(
        Kind.MEASURE,
        _KARATS,
        lambda m: (
            f"{numbers.said(m['number'] or m['listed'])} "
            f"{'karat' if m['gold'] or m['listed'] else 'carat'}"
        ),
    )
