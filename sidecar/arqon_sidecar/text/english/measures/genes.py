"""How long a gene or a virus is, and names of variants: 500 bp, a 2 kb plasmid, BA.5."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.letters.letters import spelled
from arqon_sidecar.text.english.numbers.numbers import NUMBER, Numbers
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["gene_forms"]

_LENGTH = re.compile(
    rf"(?<![\w.,$€£])(?P<number>{NUMBER})[ -]?(?P<unit>bp|kb|kbp|Mb|Mbp|Gb|nt)(?![\w/])"
)
_UNITS = {
    "bp": "base pair", "kb": "kilobase", "kbp": "kilobase", "Mb": "megabase", "Mbp": "megabase",
    "Gb": "gigabase", "nt": "nucleotide",
}  # fmt: skip
_OF_GENES = re.compile(
    r"\b(?:amplicons?|primers?|DNA|RNA|plasmids?|genes?|genom\w+|chromosom\w+|exons?|introns?|PCR|reads?"
    r"|fragments?|bands?|inserts?|deletions?|insertions?|promoter|oligos?|sequenc\w+|contigs?)\b"
)
"""Elsewhere bp are hundredths of a per cent, and kb kilobits."""
_NEAR = 60
_VARIANT = re.compile(
    r"(?<![\w.-])(?P<name>BA|BQ|XBB|JN|EG|KP|LP|NB|XEC)(?P<parts>(?:\.\d{1,3}){1,4})(?![\w-]|\.\d)"
)
"""Of a virus."""


def gene_forms(numbers: Numbers) -> tuple[Form, ...]:
    """Where genes are spoken of; the names of variants anywhere."""

    def length(match: re.Match[str]) -> str | None:
        start, end = match.span()
        if not _OF_GENES.search(match.string, max(0, start - _NEAR), end + _NEAR):
            return None
        hyphen = match.string[match.end("number")] == "-"
        many = "s" * (match["number"] != "1" and not hyphen)
        return f"{numbers.said(match['number'])} {_UNITS[match['unit']]}{many}"

    def variant(match: re.Match[str]) -> str:
        parts = match["parts"][1:].split(".")
        return " ".join((spelled(match["name"]), *(f"point {numbers.said(p)}" for p in parts)))

    return (
        Form(Kind.MEASURE, _LENGTH, length),
        Form(Kind.SERIAL, _VARIANT, variant, "[A-Z]"),
    )
