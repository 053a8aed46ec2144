"""Letters that are said as double and triple ones: AA batteries, AAA, NAACP, IEEE."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.marks import LETTER_A

__all__ = ["doubled_forms"]

_CALLED = {
    "NAACP": f"N double {LETTER_A} C.P",
    "IEEE": "I triple E",
    "AAA": f"triple {LETTER_A}",
    "AA": f"double {LETTER_A}",
    "AAAA": f"quadruple {LETTER_A}",
}
_ALWAYS = re.compile(r"(?<![\w./-])(?:NAACP|IEEE)(?![\w.]\w|\w)")
_SIZE = re.compile(
    r"(?<![\w./-])(?:AA|AAAA?)(?=(?:-size|\s(?:size|(?:alkaline|rechargeable|lithium|NiMH)\s)?)?"
    r"(?:\s?(?:batter|cells?\b)))"
)
"""Of what drives a torch."""
_CLUB = re.compile(
    r"(?<![\w./-])AAA(?=(?:'s)?\s(?:members?(?:hip)?|roadside|cards?|discounts?|tow|rated?|rating|baseball"
    r"|games?|ball|team|video|title|studio|bonds?|credit|four|diamond)s?\b)"
    r"|(?:(?<=\b[Cc]all )|(?<=\b[Cc]alled )|(?<=\bfrom ))AAA(?=[.,!?]|\s?$|\s(?:for|when|if|and)\b)"
)
"""Of drivers, and the best of bonds and games."""


def doubled_forms() -> tuple[Form, ...]:
    """Where what follows tells which they are; AA alone may be meetings or an airline."""
    return tuple(
        Form(Kind.INITIALISM, pattern, lambda m: _CALLED[m.group()], "[ANI]")
        for pattern in (_ALWAYS, _SIZE, _CLUB)
    )
