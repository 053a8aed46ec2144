"""How far people run: she ran a 10k, my first 5k race; elsewhere k is a thousand."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["race_form"]

_RACE = re.compile(
    r"(?:(?<=\bran a )|(?<=\brun a )|(?<=\bruns a )|(?<=\bran my )|(?<=\brun my )|(?<=\bran the )"
    r"|(?<=\brunning a )|(?<=\bfinished a )|(?<=\bdid a )|(?<=\bfirst )|(?<=\bfor a )|(?<=\bthe ))"
    r"(?P<far>5|8|10|15)[kK](?=\s(?:race|run|walk|course|runners?|pace|training|plan)\b)"
    r"|(?:(?<=\bran a )|(?<=\brun a )|(?<=\bran my )|(?<=\brun my )|(?<=\bfirst )"
    r"|(?<=\brunning a ))"
    r"(?P<alone>5|8|10|15)[kK](?=[.,;!?)]|\s(?:in|on|for|last|this|today|yesterday|and)\b|\s?$)"
)


def race_form(numbers: Numbers) -> Form:
    """Said with the letter, as runners do."""
    return Form(Kind.SERIAL, _RACE, lambda m: f"{numbers.said(m['far'] or m['alone'])} K")
