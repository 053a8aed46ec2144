"""Parts of laws by letters and numbers, and how laws are cited: § 4(b)(2), Pub. L. No. 116-136."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back
from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.numerals import value
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["law_forms"]

_PART = re.compile(r"(?:(?<=[\w)])|(?<=\)-))\((?P<part>[A-Za-z]|[ivx]{2,5}|\d{1,2})\)")
_OF_LAW = re.compile(
    r"(?:§§?|\b(?:sections?|secs?\.?|subsections?|rules?|arts?\.?|articles?|clauses?|paras?\.?"
    r"|paragraphs?|title|regulation|reg\.|schedule|code|act|u\.?s\.?c\.?|c\.?f\.?r\.?))"
    r"\s?§?\s?"
    r"(?:\d[\d.]{0,8}(?:\([A-Za-z\d]{1,5}\)){1,5}(?:,? (?:and|or|to) |, )){0,4}"
    r"\d[\d.]{0,8}(?:-\d{1,3})?[A-Za-z]{0,2}(?:\([A-Za-z\d]{1,5}\)-?){0,5}\Z",
    re.IGNORECASE,
)
"""What names a law or its section in front of a part."""
_SEVERAL = re.compile(r"\d\([a-z]\)\Z")
"""A part of a part says by itself that it is of a law: 12(b)(6)."""
_PUBLIC = re.compile(r"(?<![\w.])Pub\.\s?L\.(?=\s(?:No\.?\s)?\d)")

_ARTICLE = re.compile(r"(?<![\w.'-])[Aa]rt\.(?=\sI,?\s(?:§|[Ss]ec))")
_REPORTER = re.compile(r"(?<=\d )F\.\s?(?P<series>Supp\.(?:\s?[23]d)?|2d|3d|4th)(?=\s\d)")
_STATE_REPORTER = re.compile(
    r"(?<=\d )(?P<name>Cal|N\.E|S\.E|S\.W|N\.W|So|P|A|N\.Y\.S)\.\s?(?P<series>[23]d|[45]th)(?=\s\d)"
)
_CODE = re.compile(
    r"(?<![\w.'-])Cal\.(?=\s(?:Civ|Penal|Code|Gov|Bus|Veh|Lab|Const|Fam|Evid|Health)\b)"
)
_CIVIL = re.compile(r"(?<![\w.'-])Civ\.(?=\s(?:Code|Proc|Action|Div)\b)")
_SERIES = {"2": " second", "3": " third", "4": " fourth", "5": " fifth"}


def law_forms(numbers: Numbers) -> tuple[Form, ...]:
    """They stand before the small letters that are Roman numbers elsewhere."""

    def part(match: re.Match[str]) -> str | None:
        before = back(match)
        first = _SEVERAL.search(before + match.group()) and match.string.startswith(
            "(", match.end()
        )
        if not (first or _SEVERAL.search(before) or _OF_LAW.search(before)):
            return None
        name = match["part"]
        if name.isdecimal():
            return f" {numbers.said(name)}"
        return f" {numbers.cardinal(value(name.upper())) if len(name) > 1 else spelled(name)}"

    return (
        Form(Kind.IDENTIFIER, _PART, part, r"\("),
        Form(Kind.ABBREVIATION, _REPORTER, _reporter, "F"),
        Form(
            Kind.ABBREVIATION,
            _STATE_REPORTER,
            lambda m: f"{m['name']}{_SERIES[m['series'][0]]}",
            "[A-Z]",
        ),
        Form(Kind.ABBREVIATION, _CODE, lambda _: "California", "C"),
        Form(Kind.ABBREVIATION, _CIVIL, lambda _: "Civil", "C"),
        Form(Kind.ABBREVIATION, _ARTICLE, lambda m: f"{m.group()[0]}rticle", "[Aa]"),
        Form(Kind.ABBREVIATION, _PUBLIC, lambda _: "Public Law", "P"),
    )


def _reporter(match: re.Match[str]) -> str:
    """Where judgments are printed: 123 F.3d 456."""
    supplement = " Supp" * match["series"].startswith("Supp")
    return f"F{supplement}{_SERIES.get(match['series'].removeprefix('Supp.').strip()[:1], '')}"
