"""Titles and other short forms, and ordinals that espeak-ng does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex
from num2words import num2words

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.numerals import roman_value

__all__ = ["french_ordinals", "shortening_forms"]

_FRENCH_ORDINAL = regex.compile(
    r"(?<!\w)(?<!\d[ \u00a0\u202f])(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,4})"
    r"(?:e|è|ème|eme)(?P<many>s?)(?!\w)"
)
_CENTURY = regex.compile(
    r"(?<!\w)(?:(?P<roman>(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))(?:e|ème)(?!\w)"
    r"|(?P<single>[VX])e(?=\s(?:siècle|s\.|arrondissement|République)))"
)
_POINT_OF_LAW = regex.compile(
    r"(?<![\w.,])(?P<n>\d{1,2})°(?=\s(?:de\sl['’a]|du\s(?:[IVX]|même|présent|C\.|[LRD]\.|[Cc]ode)))"
)
"""le 2° du I."""
_NUMERAL = regex.compile(
    r"(?<!\w|[-'’.])(?=[IVX]{2})(?P<roman>X{0,3}(?:IX|IV|V?I{0,3}))(?!\w|[-'’])"
    r"|(?<=\b(?:Charles|Henri|Louis|Philippe|François|Georges|Édouard|Jean|Pie|Jacques|Guillaume"
    r"|[Cc]hapitre|[Tt]ome|[Aa]cte|[Ll]ivre|[Pp]artie|[Aa]nnexe) )(?P<single>[IVX])"
    r"(?!\w|[-'’]|\.\w)"
)


_BEHIND_NUMBER = ("(?P<short_0>(?<=\\d", "(?P<short_0>(?<=\\b1 ")
_NEW = regex.compile(r"\s\p{Lu}")
_CLOSING = frozenset(("et cétéra", "eccetera", "etcétera", "habitants", "abitanti", "seguenti"))
"""Behind which a capital begins a sentence, as behind what stands behind a number."""
_NO_WORD_BEFORE = r"(?<![\w.])"
_ENDS = r"(?:(?!\w)|(?<=[\p{L}]/)|(?<![\p{Lu}\p{Ll}])(?=\d))"
_ELIDED = r"(?P<elided>\p{L}{1,5}['’])"


def shortening_forms(shortenings: Mapping[str, str]) -> tuple[Form, ...]:
    """One form for each short form; its point is kept where the text ends with it.

    All those behind an article (l'art. 5) are one form, as any letter may begin it.
    """
    patterns = [_at_start_too(pattern) for pattern in shortenings]
    words = list(shortenings.values())
    elided = "|".join(f"(?P<short_{place}>{pattern})" for place, pattern in enumerate(patterns))
    return (
        *(
            _form(f"(?P<short_0>{each})", [said])
            for each, said in zip(patterns, words, strict=True)
        ),
        *([_form(f"{_ELIDED}(?:{elided})", words)] if words else []),
    )


def _at_start_too(pattern: str) -> str:
    """Also with a capital, as at a sentence's start."""
    first = pattern[0]
    return f"[{first}{first.upper()}]{pattern[1:]}" if first.islower() else pattern


def _form(pattern: str, words: Sequence[str]) -> Form:
    """`words` are said for the groups short_0, short_1 and so on."""
    # A pattern that says itself what stands before it may follow a number: 6pm.
    before = "" if pattern.startswith("(?P<short_0>(?<=") else _NO_WORD_BEFORE
    whole = regex.compile(f"{before}{pattern}{_ENDS}")
    closing = pattern.startswith(_BEHIND_NUMBER) or words[0] in _CLOSING

    def say(match: regex.Match[str]) -> str:
        groups = match.groupdict()
        said = next(
            each for place, each in enumerate(words) if groups[f"short_{place}"] is not None
        )
        rest = match.string[match.end() : match.end() + 1]
        new = closing and _NEW.match(match.string, match.end())
        ends = match.group().endswith(".") and (rest in ("", "\n") or bool(new))
        gap = " " if rest.isalnum() else ""
        return f"{groups.get('elided', '')}{said}{'.' * ends}{gap}"

    return Form(Kind.ABBREVIATION, whole, say, r"[\w§'’‰(]")


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
        Form(Kind.ORDINAL, _POINT_OF_LAW, lambda match: match["n"]),
        Form(
            Kind.ORDINAL,
            _FRENCH_ORDINAL,
            lambda m: ordinal(int(regex.sub(r"\D", "", m["number"]))) + m["many"],
        ),
        Form(Kind.ORDINAL, _CENTURY, century, "[IVX]"),
        Form(Kind.ROMAN, _NUMERAL, lambda m: str(roman_value(m["roman"] or m["single"])), "[IVX]"),
    )
