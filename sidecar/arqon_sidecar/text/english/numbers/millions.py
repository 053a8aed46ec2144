"""Millions that are written with a small m, as newspapers have them: 8.3m people, 26.5m b/d."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["million_forms"]

_COUNTED = (
    r"(?:people|users|viewers|listeners|readers|jobs|homes|households|views|subscribers|members"
    r"|customers|voters|votes|copies|streams|downloads|visitors|visits|tourists|passengers|fans"
    r"|followers|residents|inhabitants|workers|employees|patients|children|adults|women|men"
    r"|families|refugees|migrants|students|pupils|pensioners|vehicles|barrels|tonnes|tons|shares"
    r"|doses|jabs|deaths|cases|records|accounts|players|Americans|Britons|years ago|b/d|bpd)\b"
)
_MILLIONS = re.compile(
    rf"(?<![\w.,$€£])(?P<a>{NUMBER})(?:m?\s?[-–]\s?(?P<b>{NUMBER}))?m"
    rf"(?=\+?\s(?:more |new |active |daily |monthly |extra |other |registered |paying )?{_COUNTED})"
)
_PEOPLE = re.compile(
    rf"(?:(?<=[Pp]op\. )|(?<=[Pp]opulation )|(?<=[Pp]opulation: )|(?<=[Pp]opulation of ))"
    rf"(?P<a>{NUMBER})(?P<b>(?!))?m(?!\w)"
)
_BARRELS = re.compile(r"(?<=[\dkmMn] )(?:b/d|bpd)(?!\w)")


def million_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before lengths and minutes: what is counted behind them has neither."""

    def millions(match: re.Match[str]) -> str:
        last = f" to {numbers.said(match['b'])}" if match["b"] else ""
        return f"{numbers.said(match['a'])}{last} million"

    return (
        Form(Kind.CARDINAL, _MILLIONS, millions),
        Form(Kind.CARDINAL, _PEOPLE, millions),
        Form(Kind.MEASURE, _BARRELS, lambda _: "barrels per day", "b"),
    )
