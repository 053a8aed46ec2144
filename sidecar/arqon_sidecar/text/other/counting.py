"""A number in words where it goes with the gender of its noun: veintiuna horas, un'ora."""

from __future__ import annotations

import re
from collections.abc import Callable

from num2words import num2words

from arqon_sidecar.text.other.genders import agrees, is_feminine

__all__ = ["counted", "with_noun"]

_LONGEST = 6
"""Digits of the longest number that is put in words."""
_UNO = re.compile(r"(?:s[^aeiou\W]|z|gn|ps|x|y)")
"""How words begin before which "uno" stands in Italian."""
_JOINED = frozenset(("un", "neuf"))
"""Numbers whose end sounds otherwise before a vowel, which espeak-ng does not do with digits."""
_VOWEL = re.compile("an|heur|[eéèêiouœ]|homm")


def counted(language: str, number: str, noun: str) -> str:
    """The number in words where the noun's gender changes it, else as it is written.

    `language` is a tag of num2words.
    """
    if not number.isdecimal() or len(number) > _LONGEST or not agrees(language):
        return number
    feminine = is_feminine(language, noun)
    plain: str = num2words(int(number), lang=language)
    said = _WAYS[language](plain, noun, feminine)
    joined = language == "fr" and plain in _JOINED and _VOWEL.match(noun)
    return number if said == plain and not joined else said


def with_noun(language: str, number: str, noun: str) -> str:
    """The number and its noun: "due ore", but "un'ora"."""
    said = counted(language, number, noun)
    elided = language == "it" and said == "una" and noun[0] in "aeiou"
    return f"un'{noun}" if elided else f"{said} {noun}"


def _spanish(plain: str, _: str, feminine: bool) -> str:
    said = plain.replace("ientos", "ientas") if feminine else plain
    said = said.replace("veintiuno mil", "veintiún mil").replace("uno mil", "un mil")
    if feminine:
        return re.sub(r"uno\Z", "una", said)
    return re.sub(r"uno\Z", "un", re.sub(r"veintiuno\Z", "veintiún", said))


def _portuguese(plain: str, _: str, feminine: bool) -> str:
    if not feminine:
        return plain
    said = re.sub(r"\bdois\b", "duas", re.sub(r"\bum\b", "uma", plain))
    return said.replace("entos", "entas")


def _french(plain: str, _: str, feminine: bool) -> str:
    return re.sub(r"\bun\Z", "une", plain) if feminine else plain


def _italian(plain: str, noun: str, feminine: bool) -> str:
    if plain != "uno":
        return plain
    if feminine:
        return "una"
    return plain if _UNO.match(noun) else "un"


_WAYS: dict[str, Callable[[str, str, bool], str]] = {
    "es": _spanish,
    "pt_BR": _portuguese,
    "fr": _french,
    "it": _italian,
}
