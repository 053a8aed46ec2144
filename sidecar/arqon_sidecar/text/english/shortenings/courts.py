"""Courts as judgments cite them: (9th Cir.), 2d Cir., Fed. Cir., D.C. Cir."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.sentence_ends import point
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["court_forms"]

_CIRCUIT = re.compile(
    r"(?:(?<=\d(?:st|nd|rd|th) )|(?<=\d[dD] )|(?<=D\.C\. )|(?<=DC )|(?<=Fed\. ))Cir\.(?!\w)"
)
_ON_A_STREET = re.compile(r"(?<![\w.])\d{1,5} (?:[NSEW]\.? )?\d{1,3}(?:st|nd|rd|th) \Z")
_ORDINAL = re.compile(r"(?<![\w.])(?P<number>[23])d(?=\s(?:Cir|Dist|Dep't|Dept|[Ee]d)\b)")
_ORDINALS = {"2": "second", "3": "third"}
_SUPREME = re.compile(r"(?<![\w.])S\.\s?Ct\.(?!\sHouse)")
_FEDERAL = re.compile(r"(?<![\w.'-])Fed\.(?=\s(?:Cir|Ct|Reg|R|Res)\b)")


def court_forms() -> tuple[Form, ...]:
    """They stand before what takes Cir. for a street."""
    return (
        Form(Kind.ABBREVIATION, _CIRCUIT, _circuit, "C"),
        Form(Kind.ABBREVIATION, _SUPREME, lambda m: "Supreme Court" + point(m), "S"),
        Form(Kind.ORDINAL, _ORDINAL, lambda m: _ORDINALS[m["number"]], "[23]"),
        Form(Kind.ABBREVIATION, _FEDERAL, lambda _: "Federal", "F"),
    )


def _circuit(match: re.Match[str]) -> str | None:
    if _ON_A_STREET.search(back(match)):
        return None
    return "Circuit" + point(match)
