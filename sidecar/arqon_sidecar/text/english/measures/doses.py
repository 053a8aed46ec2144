"""How much of a medicine, how often and for how long: q4-6h, 20 U, 2 caps, x 7 days."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["dose_forms"]

_EVERY = re.compile(
    r"(?<!\w)(?:[qQ]|q\.)\s?(?P<number>\d{1,2})(?:[-–](?P<last>\d{1,2}))?"
    r"\s?(?P<unit>h|hrs?|min|d)(?![\w-])"
)
_UNITS = {"h": "hour", "m": "minute", "d": "day"}
_FOR = re.compile(
    r"(?:(?<=[A-Za-z.] )|(?<![^\n]))x\s?(?="
    r"\d{1,2}\s?(?:d\b|days?|weeks?|wks?|months?|mos?|hours?|hrs?|h)\b)"
)
_GLUED = re.compile(
    r"(?<=[A-Za-z\d] )[x×](?P<number>\d{1,2})\s?(?P<unit>d|wks?|days?|weeks?|hrs?)(?!\w)"
)
"""For so long, without a space: TID x7d."""
_LASTS = {"d": "day", "w": "week", "h": "hour"}
_UNITS_OF = re.compile(
    r"(?<=\d )U(?=\s(?:of|q\w*|SC|subq|SQ|IV|IM|daily|nightly|bid|at|before|with|AC"
    r"|HS|insulin|heparin|lispro"
    r"|glargine|regular)\b|[,;.)]|\s?$)"
)
_MEASURED_IN_UNITS = re.compile(
    r"\b(?:insulin|heparin|glargine|lispro|Lantus|Humalog|botox|units)\b", re.I
)
_CAPSULES = re.compile(
    r"(?:(?<=\d )|(?<=mg )|(?<=mcg ))cap(?P<many>s?)\.?"
    r"(?=[,;]|\s(?:q\d|PO|BID|TID|QID|po|bid|tid|qid"
    r"|b\.|p\.|t\.|of\b|daily|every))"
)


def dose_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the other words of a chart."""

    def every(match: re.Match[str]) -> str:
        count, unit = int(match["number"]), _UNITS[match["unit"][0]]
        if count == 1 and not match["last"]:
            return f"every {unit}"
        last = f" to {numbers.said(match['last'])}" if match["last"] else ""
        return f"every {numbers.cardinal(count)}{last} {unit}s"

    def glued(match: re.Match[str]) -> str:
        many = "s" * (match["number"] != "1")
        return f"for {numbers.said(match['number'])} {_LASTS[match['unit'][0]]}{many}"

    return (
        Form(Kind.DURATION, _GLUED, glued, "[x×]"),
        Form(Kind.ABBREVIATION, _EVERY, every, "[qQ]"),
        Form(Kind.ABBREVIATION, _FOR, lambda _: "for ", "x"),
        Form(Kind.ABBREVIATION, _UNITS_OF, _units_of, "U"),
        Form(Kind.ABBREVIATION, _CAPSULES, lambda m: f"capsule{m['many']}", "c"),
    )


def _units_of(match: re.Match[str]) -> str | None:
    """20 U of insulin."""
    near = match.string[max(0, match.start() - 100) : match.end() + 100]
    return "units" if _MEASURED_IN_UNITS.search(near) else None
