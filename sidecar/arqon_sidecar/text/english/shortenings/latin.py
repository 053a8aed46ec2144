"""What is short for Latin, and said in English: e.g., i.e."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.sentence_ends import ends_sentence
from arqon_sidecar.text.grammar.spans import Form, Kind

__all__ = ["latin_form"]

_LATIN = re.compile(
    r"(?<!\w)(?P<word>e\.\s?g|i\.\s?e|eg|ie)\.(?=[a-z]{2}|\W|$),?|(?<!\w)(?P<bare>e\.g|i\.e)(?!\w)",
    re.IGNORECASE,
)


def latin_form() -> Form:
    """For example, that is."""
    return Form(Kind.ABBREVIATION, _LATIN, _latin, "[eEiI]")


def _latin(match: re.Match[str]) -> str | None:
    """Said as the words that they stand for; IE with capitals is a browser."""
    written = match["word"] or match["bare"]
    if written.isupper() or (
        written in ("Ie", "Eg", "ie", "eg") and ends_sentence(match.string, match.end())
    ):
        return None
    comma = "," if match.group().endswith(",") else ""
    return ("for example" if written[0] in "eE" else "that is") + comma
