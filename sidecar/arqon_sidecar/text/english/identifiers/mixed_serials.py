"""Capitals and digits in any order: 7ABC123, SN-40821-B, 45-889-X."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import in_pieces, spelled
from arqon_sidecar.text.english.money.currencies import BY_CODE
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["mixed_forms"]

_END = r"(?!\w|[.,]\d)"
_MIXED = re.compile(rf"(?<!\w)(?=[A-Z-]{{0,12}}\d)[A-Z](?:-?[A-Z\d]){{2,30}}(?!°){_END}")
_PLATE = re.compile(
    rf"(?<!\w)(?!\d+X\d|\d+(?P<scale>[KMB])-\d+(?P=scale)\b)\d{{1,4}}-?[A-Z]{{1,5}}-?\d(?:-?[A-Z\d]){{0,20}}{_END}"
)
_PARTS = re.compile(rf"(?<![\w.,-])\d{{1,6}}(?:-\d{{1,6}}){{1,4}}-[A-Z]{{1,4}}\d{{0,6}}{_END}(?!-)")
"""45-889-X."""
_FILED = re.compile(
    r"(?<![\w/-])[A-Z]{1,5}(?:[-/][A-Z]{1,5}){0,2}/(?=[A-Z-]{0,6}\d{2})[A-Z\d]{1,8}(?:[-/][A-Z\d]{1,8}){0,4}"
    rf"(?![/:]|-\w){_END}"
)
"""BX/4471-09, HR/2024/117."""
_SYSTEMS = frozenset({"OS", "MVS", "VAX", "VM", "S", "AS"})
"""Whose number is said without the slash: OS/360, AS/400."""
_NAMED_BY_SIGNS = 12
"""So long a number is said sign by sign: a vehicle's, a parcel's."""


def mixed_forms(numbers: Numbers) -> tuple[Form, ...]:
    """7ABC123, SN-40821-B: capitals and digits in any order."""

    def mixed(match: re.Match[str]) -> str | None:
        if match.group()[:3] in BY_CODE and match.group()[3:].isdecimal():
            return None
        if len(match.group()) >= _NAMED_BY_SIGNS and "-" not in match.group():
            return " ".join(
                numbers.digits(s) if s.isdecimal() else spelled(s) for s in match.group()
            )
        return in_pieces(match.group(), numbers)

    def filed(match: re.Match[str]) -> str:
        parts = match.group().split("/")
        between = " " if parts[0] in _SYSTEMS and len(parts) == 2 else " slash "
        return between.join(in_pieces(part, numbers) for part in parts)

    return (
        Form(Kind.SERIAL, _MIXED, mixed, "[A-Z]"),
        Form(Kind.SERIAL, _PLATE, mixed),
        Form(Kind.SERIAL, _PARTS, mixed),
        Form(Kind.SERIAL, _FILED, filed, "[A-Z]"),
    )
