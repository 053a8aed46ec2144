"""Tires by their width, height and rim: 225/45R17 94W, 33x12.50R15."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["tire_forms"]

_TIRE = re.compile(
    r"(?<![\w.])(?P<of>P|LT)?(?P<width>\d{3})/(?P<height>\d{2})\s?-?(?P<build>Z?R)\s?(?P<rim>\d{2})"
    r"(?:\s\(?(?P<load>\d{2,3})(?P<speed>[H-Z])\)?)?(?![\w.]\w|\w)"
)
_TRUCK = re.compile(r"(?<![\w.])(\d\d)x(\d{1,2})\.(50)R(\d\d)(?!\w)")


def tire_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before what takes a slash for a fraction."""

    def tire(match: re.Match[str]) -> str:
        """Two twenty five, forty five R seventeen, ninety four W."""
        width, height = numbers.name(match["width"]), numbers.said(match["height"])
        kind = " ".join(match["build"]) + f" {numbers.said(match['rim'])}"
        load = f", {numbers.said(match['load'])} {match['speed']}" if match["load"] else ""
        front = f"{' '.join(match['of'])} " if match["of"] else ""
        return f"{front}{width}, {height} {kind}{load}"

    def truck(match: re.Match[str]) -> str:
        high, wide, half, rim = (numbers.said(part) for part in match.groups())
        return f"{high} by {wide} {half} R {rim}"

    return (
        Form(Kind.MEASURE, _TIRE, tire, r"[PL\d]"),
        Form(Kind.MEASURE, _TRUCK, truck),
    )
