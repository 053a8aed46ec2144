"""Pictures that stand for words: "I ♥ coffee", "a 5★ hotel". `sights` leaves no other ones."""

from __future__ import annotations

import re

from arqon_sidecar.text.english.context import back, is_noun_after, word_after, word_before
from arqon_sidecar.text.english.vocabulary import words
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["emoji_forms"]

_HEART = re.compile("♥")
_STAR = re.compile(r"\s?★")
_ONE = re.compile(r"(?<![\d.,])1\Z")
_NOUN = re.compile(
    r"(?:^|[.!?] )(?:My|Our|Your|His|Her|Their|The|This|That|These|Those|All) "
    r"(?P<noun>[a-z]{2,20}) $"
)
"""A subject at the beginning of its sentence."""
_INITIALISM = re.compile(r"(?:^|[.!?] )(?!OMG|LOL|TY|TYSM|XO|YAY|OK|HI|BFF)[A-Z]{2,4} $")
_SUBJECTS = words("i we you they who people all")
_SINGULAR = words("he she it everyone everybody nobody someone")


def emoji_forms() -> tuple[Form, ...]:
    """A heart is a verb behind its subject; a star counts behind a number."""
    return (
        Form(Kind.SIGN, _HEART, _heart, "♥"),
        Form(Kind.SIGN, _STAR, _star, r"[\s★]"),
    )


def _heart(match: re.Match[str]) -> str:
    subject = word_before(match).lower()
    if subject in _SUBJECTS:
        return "love"
    if subject in _SINGULAR:
        return "loves"
    noun = _NOUN.search(back(match))
    if noun:
        return "love" if noun["noun"].endswith("s") else "loves"
    return "loves" if _INITIALISM.search(back(match)) else " "


def _star(match: re.Match[str]) -> str | None:
    text, start = match.string, match.start()
    if not text[start - 1 : start].isdecimal():
        return None
    rated = is_noun_after(match) or word_after(match) == "rating"
    return " star" if rated or _ONE.search(text, max(0, start - 3), start) else " stars"
