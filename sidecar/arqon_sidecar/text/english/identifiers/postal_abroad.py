"""Postal codes of other countries behind a street or in front of a town: VIC 3065, 10115 Berlin."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["postal_abroad_forms"]

_AUSTRALIAN = re.compile(
    r"(?:(?<=NSW )|(?<=VIC )|(?<=Vic )|(?<=QLD )|(?<=Qld )|(?<=TAS )|(?<=ACT ))"
    r"\d{4}(?![\w%]|[.,-]\d|\s[a-z])"
)
_ONTARIO = re.compile(r"(?:(?<=[a-z] )|(?<=[a-z], ))ON(?= [A-Z]\d[A-Z] ?\d[A-Z]\d\b)")
_CONTINENTAL = re.compile(r"(?<=, )(?:[A-Z]-)?(?P<code>\d{5})(?= [A-ZÀ-Ž][a-zà-ž]{2,})")
_STREET = re.compile(
    r"\w(?:straße|strasse|str\.|gasse|platz|allee|weg|damm|ufer|ring) \d{1,4}[a-z]?, \Z"
    r"|\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]alle|[Cc]/|[Vv]ia|[Pp]iazza|[Pp]laza|[Cc]orso"
    r"|[Pp]aseo|[Vv]iale|[Qq]uai|[Cc]hemin) [^,\n]{2,30}(?:, \d{1,4}[a-z]?)?, \Z"
)
"""In front of the code, with the number of the house."""


def postal_abroad_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Figure by figure, as no count is."""

    def continental(match: re.Match[str]) -> str | None:
        return numbers.digits(match["code"]) if _STREET.search(back(match)) else None

    return (
        Form(Kind.IDENTIFIER, _AUSTRALIAN, lambda m: numbers.digits(m.group())),
        Form(Kind.ADDRESS, _ONTARIO, lambda _: "Ontario", "O"),
        Form(Kind.IDENTIFIER, _CONTINENTAL, continental, r"[A-Z\d]"),
    )
