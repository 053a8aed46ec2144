"""Months with their year in figures: 03/2027, exp. 08/27, a card that expires 12/26."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.calendar.names_of_time import MONTH, MONTHS
from arqon_sidecar.text.english.context import back, word_before
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["expiry_forms"]

_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/-]|[.:]\d)")
_EXPIRY = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>2[4-9]|3[0-5])(?![\w/-]|[.:]\d)")
_EXPIRES = re.compile(
    r"\b(?:exp(?:iry|ires)?\.?|valid thru|good thru)(?: date)?:? \Z", re.IGNORECASE
)
"""In front of the month and the year up to which a card is valid."""
_CARD = re.compile(
    r"\b(?:card|visa|mastercard|amex|discover|credit|debit|cv[vc]\d?|passport|licen[cs]e"
    r"|(?:valid|good) thru)\b",
    re.IGNORECASE,
)
"""Where 12/26 is no day."""
_OFFERED = re.compile(r"\b(?:offers?|sale|coupons?|deals?|prices?|promo\w*|discounts?)\b", re.I)
"""What is valid up to a day."""
_SHORT = re.compile(
    r"(?<![\w.'-])[eE]xp\.?(?= date\b)|(?<![\w.'-])(?:[eE]xp\.|exp(?= \d))(?=:? (?:0?[1-9]"
    r"|1[0-2])/(?:\d\d|\d{4})(?!\w))"
    rf"|(?<![\w.'-])[eE]xp\.(?=:? (?:\d{{1,2}} {MONTH} \d"
    rf"|{MONTH} (?:\d{{1,2}},? )?\d{{4}}))"
)


def expiry_forms(numbers: Numbers) -> tuple[Form, ...]:
    """A month and a year, and up to when something is valid."""

    def month_year(match: re.Match[str]) -> str:
        return f"{MONTHS[int(match['month']) - 1]} {numbers.year(int(match['year']))}"

    def expiry(match: re.Match[str]) -> str | None:
        """Exp. 08/27; 12/31 is a day, unless it is a card that expires."""
        before = back(match)
        if _OFFERED.search(before):
            return None
        if not (_EXPIRES.search(before) and (match["month"][0] == "0" or _of_card(match))):
            return None
        return f"{MONTHS[int(match['month']) - 1]} {numbers.year(2000 + int(match['year']))}"

    return (
        Form(Kind.DATE, _MONTH_YEAR, month_year),
        Form(Kind.ABBREVIATION, _SHORT, _expires, "[eE]"),
        Form(Kind.DATE, _EXPIRY, expiry),
    )


def _of_card(match: re.Match[str]) -> bool:
    """Exp 9/27, CVV 123."""
    rear = match.end()
    return bool(_CARD.search(back(match)) or _CARD.search(match.string, rear, rear + 16))


def _expires(match: re.Match[str]) -> str | None:
    """Exp. 08/27; "exp 12/26" only on a card."""
    if match.string.startswith(" date", match.end()):
        return "expiration"
    if not (match.group().endswith(".") or _CARD.search(back(match))):
        return None
    return "expiration" if word_before(match) in ("has", "an", "the", "with") else "expires"
