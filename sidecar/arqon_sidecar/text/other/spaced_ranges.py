"""Ranges with spaces around their dash: 20 % - 30 %, 15/01 - 20/02, lunes - viernes."""

from __future__ import annotations

import regex

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["spaced_range_forms"]


def spaced_range_forms(words: Vocabulary) -> tuple[Form, ...]:
    """The dash between two of one kind, which would be a minus or a pause."""
    days = "|".join(day for day in words.days.values() if " " not in day) or "(?!)"
    months = "|".join(f"{month}|{month[:3]}" for month in words.months)
    number = r"\d[\d.,]{0,9}"
    kinds = (
        (r"\d\s?%", rf"{number}\s?%"),
        (r"\d\s?€", rf"{number}\s?€"),
        (rf"\$\s?{number}", rf"(?:R|US)?\$\s?{number}"),
        (r"\d/\d\d?(?:/\d{4})?", r"\d{1,2}/\d{1,2}(?!\d|[.,]\d)"),
        (rf"\b(?i:{days})", rf"(?i:{days})\b"),
        (rf"\b(?i:{months})\.?(?:\s\d{{4}})?", rf"(?:\d{{1,2}}\s)?(?i:{months})\b"),
    )
    between = "|".join(rf"(?<={first})\s[-–—]\s(?={last})" for first, last in kinds)
    return (Form(Kind.RANGE, regex.compile(between), lambda _: f" {words.to} ", r"\s"),)
