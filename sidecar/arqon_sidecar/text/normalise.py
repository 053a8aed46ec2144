"""Puts words in place of what is written otherwise."""

from __future__ import annotations

from functools import cache

from arqon_sidecar.text.english import english_rules
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.rules import Rule, apply, put
from arqon_sidecar.text.traced import Traced
from arqon_sidecar.text.web import web_rules

__all__ = ["normalised"]

_WEB_WORDS = {
    "e": {".": "punto", "@": "arroba", "/": "barra", "-": "guion", "_": "guion bajo"},
    "f": {".": "point", "@": "arobase", "/": "slash", "-": "tiret", "_": "tiret bas"},
    "h": {".": "डॉट", "@": "एट", "/": "स्लैश", "-": "डैश", "_": "अंडरस्कोर"},
    "i": {".": "punto", "@": "chiocciola", "/": "barra", "-": "trattino", "_": "trattino basso"},
    "p": {".": "ponto", "@": "arroba", "/": "barra", "-": "hífen", "_": "sublinhado"},
}
_SILENT = (
    put(r"[®™*^_\\|<>{}\[\]~#=]+", " "),
    put(r"[^\S\n]{2,}", " "),
    put(r" (?=[,;:!?.](?:\s|$))", ""),
)


def normalised(text: Traced, language: Language) -> Traced:
    """Words for numbers, money, times, dates, units, abbreviations and addresses in English.

    In other languages addresses only: espeak-ng has their numbers and common signs.
    """
    return apply(_rules(language), text)


@cache
def _rules(language: Language) -> tuple[Rule, ...]:
    if language.english:
        return english_rules(british=language.british)
    words = _WEB_WORDS.get(language.letter)
    return (*(web_rules(words) if words else ()), *_SILENT)
