"""How each language writes men and women in one word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["BOTH_GENDERS", "BothGenders"]

_FRENCH = "e|ne|le|te|se|ve|sse|rice|ice|trice|euse|ière|ère|he|fe"
_ELIDED = r"(?:\p{L}{1,5}['’])?"


@dataclass(frozen=True, slots=True)
class BothGenders:
    """Patterns of a language for words of men and women, and what is said between them."""

    one: str
    """Said between the two where one person is meant."""
    many: str
    word: str
    """A word with the end that makes it feminine, and maybe that of many."""
    cut: Mapping[str, str]
    """What the feminine is without, by its end; for any other end, `any_cut`."""
    he: str
    """Words on one side of a slash, and on the other."""
    she: str
    titles: Mapping[str, str] = field(default_factory=dict)
    any_cut: str = ""


_IBERIAN = (
    r"(?P<word>\p{L}{1,24}[srnlz]|[Uu]m|\p{L}{0,24}[oe]s?)"
    r"(?:/(?P<end>as?)|\((?P<end>as?|(?i:às?)|(?<=el\()la)\))"
)
_IBERIAN_CUT = {"a": "[oe]", "as": "[oe]s?", "la": "el", "à": "ao", "às": "aos"}
BOTH_GENDERS = {
    "es": BothGenders(
        one="o",
        many="y",
        word=_IBERIAN,
        cut=_IBERIAN_CUT,
        he=r"el|los|un|unos|él|ellos|al|del|este|ese|D\.?",
        she=r"la|las|una|unas|ella|ellas|a la|de la|esta|esa|D\.?ª|Dña",
        titles={
            "Sr": "señor",
            "Dr": "doctor",
            "Excmo": "excelentísimo",
            "Ilmo": "ilustrísimo",
            "Prof": "profesor",
        },
    ),
    "pt_BR": BothGenders(
        one="ou",
        many="e",
        word=_IBERIAN,
        cut=_IBERIAN_CUT,
        he="[dn]?os?|aos?|[dn]?eles?|pelos?|um|uns|este|esse",
        she="[dn]?as?|às?|[dn]?elas?|pelas?|umas?|esta|essa",
        titles={
            "Sr": "senhor",
            "Exmo": "excelentíssimo",
            "Ilmo": "ilustríssimo",
            "Dr": "doutor",
            "Prof": "professor",
        },
    ),
    "it": BothGenders(
        one="o",
        many="e",
        word=rf"(?P<word>{_ELIDED}\p{{L}}{{1,20}}[oei])/(?P<end>a|e|(?<=[cg]i/)he|(?<=ci/)che|(?<=gi/)ghe|trice|trici|ssa|essa)",
        cut={"trice": "tore", "trici": "tori", "che": "ci", "ghe": "gi", "ssa": ""},
        he=r"il|lo|un|i|gli|al|dal|del|nel|sul|lui|Sig\.|Dott\.",
        she=r"la|una|le|alla|dalla|della|nella|sulla|lei|Sig\.ra|Dott\.ssa",
        any_cut="[oei]",
    ),
    "fr": BothGenders(
        one="ou",
        many="et",
        word=rf"(?P<word>{_ELIDED}\p{{L}}{{2,20}})(?:[·•‧](?P<end>{_FRENCH})(?P<many>[·•‧]?s)?"
        rf"|\((?P<end>{_FRENCH})(?:(?P<many>s)\)|\)(?P<many>s)?)"
        r"|(?<=\p{L}{2})[./-](?P<end>e|ne)(?P<many>[./-]s)?"
        r"|(?<=\p{L}{3})/(?P<end>rice|trice|euse|ière|ère|se|ve))",
        cut={
            "te": "s",
            "rice": "eur",
            "trice": "teur",
            "euse": "eu[rx]",
            "se": "[rx]",
            "ve": "f",
            "ière": "ier",
            "ère": "er",
        },
        he=r"le|un|ils?|ce|du|au|celui|ceux|eux|lui|M\.",
        she="la|une|elles?|cette|de la|à la|celles?|Mme",
    ),
}
