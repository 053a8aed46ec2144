"""Zones of the time by their distance from UTC: 10:15Z, UTC+2, 2026 +0100."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["zone_forms", "zone_words"]

_OFFSET = re.compile(r"(?<!\w)(?P<name>UTC|GMT)\s?(?P<zone>[-−+]\d{1,2}(?::\d\d)?)(?![\w:]|[.,]\d)")
_BEHIND_YEAR = re.compile(r"(?<=:\d\d (?:19|20)\d\d )[-+]\d\d[03]0(?![\w.,])")
"""As git writes dates: 10:15:32 2026 +0100."""


def zone_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Where no time stands directly before them."""
    return (
        Form(Kind.TIME, _BEHIND_YEAR, lambda m: zone_words(m.group(), numbers), "[-+]"),
        Form(Kind.TIME, _OFFSET, lambda m: zone_words(m["zone"], numbers, m["name"]), "[UG]"),
    )


def zone_words(written: str, numbers: Numbers, name: str = "UTC") -> str:
    """UTC plus two, or UTC alone."""
    written = written.strip().replace(":", "")
    if not written.strip("Z+-0"):
        return name
    digits = written[1:]
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "")
    rest = f" {numbers.cardinal(int(minutes))}" if minutes.strip("0") else ""
    return f"{name} {'plus' if written[0] == '+' else 'minus'} {numbers.cardinal(int(hours))}{rest}"
