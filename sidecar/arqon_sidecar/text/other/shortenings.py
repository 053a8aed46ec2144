"""Titles and other short forms, and ordinals that espeak-ng does not know."""

from __future__ import annotations

from collections.abc import Mapping

import regex
from num2words import num2words

from arqon_sidecar.text.other.numerals import roman_value
from arqon_sidecar.text.spans import Form, Kind

__all__ = ["french_ordinals", "shortening_forms"]

_FRENCH_ORDINAL = regex.compile(r"(?<!\w)(?P<number>\d{1,4})(?:e|è|ème|eme)(?P<many>s?)(?!\w)")
_CENTURY = regex.compile(
    r"(?<!\w)(?:(?P<roman>(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))(?:e|ème)(?!\w)"
    r"|(?P<single>[VX])e(?=\s(?:siècle|s\.|arrondissement|République)))"
)
_NUMERAL = regex.compile(
    r"(?<!\w|[-'’.])(?=[IVX]{2})(?P<roman>X{0,3}(?:IX|IV|V?I{0,3}))(?!\w|[-'’])"
    r"|(?<=\b(?:Charles|Henri|Louis|Philippe|François|Georges|Édouard|Jean|Pie|Jacques|Guillaume"
    r"|[Cc]hapitre|[Tt]ome|[Aa]cte|[Ll]ivre|[Pp]artie|[Aa]nnexe) )(?P<single>[IVX])"
    r"(?!\w|[-'’]|\.\w)"
)


def shortening_forms(shortenings: Mapping[str, str]) -> tuple[Form, ...]:
    """One form for each short form; its point is kept where the text ends with it."""
    return tuple(_form(pattern, words) for pattern, words in shortenings.items())


def _form(pattern: str, words: str) -> Form:
    if pattern[0].islower():  # Or at a sentence's start.
        pattern = f"[{pattern[0]}{pattern[0].upper()}]{pattern[1:]}"
    whole = regex.compile(
        rf"(?<![\w.])(?P<elided>\p{{L}}{{1,5}}['’])?(?:{pattern})(?:(?!\w)|(?<![\p{{Lu}}\p{{Ll}}])(?=\d))"
    )

    def say(match: regex.Match[str]) -> str:
        rest = match.string[match.end() : match.end() + 1]
        ends = match.group().endswith(".") and rest in ("", "\n")
        gap = " " if rest.isdigit() else ""
        return (match["elided"] or "") + words + "." * ends + gap

    return Form(Kind.ABBREVIATION, whole, say, r"\w")


def french_ordinals() -> tuple[Form, ...]:
    """2e, 3ème, XXe siècle: "deuxième", "troisième", "vingtième"; Louis XIV: "Louis 14".

    espeak-ng says "quatorze romain".
    """

    def ordinal(number: int) -> str:
        words: str = num2words(number, lang="fr", to="ordinal")
        return words

    def century(match: regex.Match[str]) -> str:
        return ordinal(roman_value(match["roman"] or match["single"]))

    return (
        Form(
            Kind.ORDINAL,
            _FRENCH_ORDINAL,
            lambda match: ordinal(int(match["number"])) + match["many"],
        ),
        Form(Kind.ORDINAL, _CENTURY, century, "[IVX]"),
        Form(Kind.ROMAN, _NUMERAL, lambda m: str(roman_value(m["roman"] or m["single"])), "[IVX]"),
    )
