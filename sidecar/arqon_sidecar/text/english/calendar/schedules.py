"""The five fields that tell cron when to run: */6 * * * *, 0 9 * * 1-5."""

from __future__ import annotations

import re

from arqon_sidecar.text.cleaning.notation import STAR
from arqon_sidecar.text.english.calendar.names_of_time import DAYS
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["schedule_forms"]

_FIELD = rf"(?:{STAR}(?:/\d{{1,2}})?|\d{{1,2}}(?:[-,/]\d{{1,2}}){{0,6}}|[A-Z]{{3}}(?:-[A-Z]{{3}})?)"
_SCHEDULE = re.compile(
    rf"(?<!\w)(?=[^{STAR}\n]{{0,30}}{STAR}){_FIELD}(?: {_FIELD}){{4}}(?![\w{STAR}])"
)
_PART = re.compile(rf"{STAR}|\d+|[A-Z]+|[-,/]")
_MARKS = {STAR: "star", "/": "slash", "-": "to", ",": "and"}


def schedule_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Field by field, with a short pause between two."""

    def part(written: str) -> str:
        if written.isdecimal():
            return numbers.said(str(int(written)))
        return _MARKS.get(written) or DAYS.get(written.lower()) or spelled(written)

    def schedule(match: re.Match[str]) -> str:
        fields = match.group().split(" ")
        return ", ".join(" ".join(map(part, _PART.findall(field))) for field in fields)

    return (
        Form(Kind.CODE, _SCHEDULE, schedule, rf"[{STAR}\d]"),
        Form(Kind.SIGN, re.compile(STAR), lambda _: " star ", STAR),
    )
