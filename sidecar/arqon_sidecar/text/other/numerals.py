"""Roman numerals behind names of kings and popes, and of centuries and chapters."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.genders import is_feminine
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["numeral_forms", "roman_value"]

_MEN = (
    "Charles|Francisco|Francesco|Felipe|Filipe|Filippo|Carlos|Carlo|Alfonso|Afonso|Fernando"
    "|Ferdinando|Juan|João|Giovanni"
    "|Enrique|Henrique|Enrico|Pedro|Pietro|Luis|Luís|Luigi|Vittorio Emanuele|Pío|Pio|Paolo|Pablo"
    "|Paulo|Benedicto|Benedetto|Bento|León|Leone|Leão|Guillermo|Guglielmo|Guilherme|Jorge|Giorgio"
    "|Eduardo|Edoardo|José|Manuel|Napoleón|Napoleone|Napoleão|Nicolás|Nicola|Nicolau|Alejandro"
    "|Alessandro|Alexandre|Umberto|Ottone|Sancho|Jaime|Federico|Frederico|Clemente|Inocencio|Gregorio"
    "|Ramsés|Ramsete|Ramses|Constantino|Teodosio|Alberto|Gustavo|Leopoldo|Maximiliano|Urbano|Sixto"
    "|Sisto|Bonifacio|Julio|Giulio|Júlio|Adriano|Celestino|Ricardo|Riccardo|Roberto|Rodolfo"
    "|Inocêncio|Gregório|Hassan|Mohamed|Eduardo|Esteban|Stefano"
)
_WOMEN = (
    "Isabel|Elizabeth|Elisabetta|Isabella"
    "|Catalina|Caterina|Catarina|Cristina|Margarita|Margherita|Maria"
)
_PARTS = (
    r"[Ss]iglo|[Ss]ecolo|[Ss]éculo|s\.|sec\.|séc\.|[Cc]ap[íi]tulo|[Cc]apitolo|[Cc]ap\.|[Tt]omo"
    r"|[Vv]olumen|[Cc]anto|[Vv]olume|[Pp]arte|[Aa]cto|[Aa]tto|[Aa]to|[Ll]ibro|[Ll]ivro|[Tt]ítulo|[Tt]itolo"
    r"|[Aa]nexo|[Ff]ase"
)
_BEHIND = re.compile(
    rf"(?<!\w)(?:(?P<man>{_MEN})|(?P<woman>{_WOMEN})|(?P<part>{_PARTS}))\s"
    r"(?:[IVX]{1,5}(?:, | y | e ))*\Z"
)
_NUMERAL = re.compile(r"(?P<roman>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))(?![\w'’-]|\.\w|\s?=)")
_CENTURY = re.compile(r"\s(?:sec\.|secolo\b)")
_MISREAD = frozenset(("I", "V", "X", "VI"))
"""Those that espeak-ng takes for letters or a word."""
_LONG = re.compile(
    r"(?=[IVXLCDM]{5,15}(?![\w'’-]))M{0,3}(?:C[DM]|D?C{0,3})(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})(?!\w)"
)
"""That espeak-ng spells, and no word: LXXVIII, MCMXC."""
_NOUN = re.compile(r"\s(?P<noun>[^\W\d_]{4,})")
_YEARS = 100
"""What is more than a king, a century or a chapter has."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_REACH = 32
"""Characters of the longest name in front."""


def numeral_forms(words: Vocabulary) -> tuple[Form, ...]:
    """Felipe VI as "Felipe sexto", siglo V as "siglo 5"; in Italy all of them are ordinals.

    espeak-ng takes VI for a word, and a single letter for a letter.
    """
    month = re.compile(rf"\s(?:{'|'.join(words.months)})\b", re.IGNORECASE)
    """Behind the day in the name of a street: via XX Settembre."""

    def numeral(match: re.Match[str]) -> str | None:
        if words.numbered_by_ordinals and month.match(match.string, match.end()):
            return str(roman_value(match["roman"]))
        named = _BEHIND.search(match.string, max(0, match.start() - _REACH), match.start())
        value = roman_value(match["roman"])
        if not words.ordinals and words.ordinal_stems:
            return str(value) if len(match["roman"]) > 1 else None
        century = words.numbered_by_ordinals and _CENTURY.match(match.string, match.end())
        if not (named or century) or not words.ordinals:
            return None
        if named and named["part"] and not words.numbered_by_ordinals:
            return str(value) if match["roman"] in _MISREAD else None
        if value > len(words.ordinals):
            return None if words.numbered_by_ordinals else str(value)
        said = words.ordinals[value - 1]
        return f"{said[:-1]}a" if named and named["woman"] else said

    def long(match: re.Match[str]) -> str:
        value = roman_value(match.group())
        ranked = words.numbered_by_ordinals and value < _YEARS
        if not ranked or month.match(match.string, match.end()):
            return str(value)
        noun = _NOUN.match(match.string, match.end())
        feminine = noun and is_feminine(words.counts_in, noun["noun"].lower())
        return f"{value}{'ª' if feminine else 'º'}"

    return (
        Form(Kind.ROMAN, _NUMERAL, numeral, "[IVX]"),
        Form(Kind.ROMAN, _LONG, long, "[IVXLCDM]"),
    )


def roman_value(roman: str) -> int:
    """XIV as 14."""
    values = [_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
