"""Times as a stopwatch shows them: 2h03'45'', 3'20"5, 9''58, 1'30."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.counting import with_noun
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["stopwatch_forms"]

_SECONDS = r"(?:['’′]{2}|[″\"])"
_BEFORE = r"(?<![\w.,'’/:-])(?<!°\s)(?<!°)"
_LONG = re.compile(
    rf"{_BEFORE}(?:(?P<h>\d{{1,2}})\s?h\s?)?(?P<min>\d{{1,2}})\s?['’′]\s?"
    rf"(?P<s>[0-5]?\d)(?:\s?{_SECONDS}(?P<rest>\d{{1,3}})?)?(?P<per>\s?/\s?km)?(?![\w'’\"]|[.,]\d)"
)
_SHORT = re.compile(rf"{_BEFORE}(?P<s>\d{{1,2}}){_SECONDS}(?P<rest>\d\d?)(?![\w'’\"]|[.,]\d)")


def stopwatch_forms(words: Vocabulary) -> tuple[Form, ...]:
    """With the names of hours, minutes and seconds; the last of them may go without."""

    def said(match: re.Match[str]) -> str:
        found = match.groupdict()
        per = f" {words.per['km']}" if found.get("per") else ""
        written = match.group().removesuffix(found.get("per") or "")
        whole = found["rest"] is not None or written[-1] in "'’′″\""
        parts = []
        for unit in ("h", "min", "s"):
            number = found.get(unit)
            if number is None:
                continue
            number = str(int(number))
            name = words.units[unit].of(number)
            named = unit != "s" or whole
            parts.append(with_noun(words.counts_in, number, name) if named else found["s"])
        parts += [found["rest"]] if found["rest"] else []
        if not words.with_cents or len(parts) == 1:
            return " ".join(parts) + per
        return f"{' '.join(parts[:-1])} {words.and_} {parts[-1]}{per}"

    return (Form(Kind.DURATION, _LONG, said), Form(Kind.DURATION, _SHORT, said))
