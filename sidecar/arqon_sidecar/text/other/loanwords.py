"""English words that espeak-ng would read by their letters: online, iPhone, Wi-Fi."""

from __future__ import annotations

import re

from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.languages.loanwords import LOANWORDS
from arqon_sidecar.text.other.number_patterns import any_of

__all__ = ["loanword_forms"]


def loanword_forms(language: str) -> tuple[Form, ...]:
    """One form for all of a language, by the tag of num2words."""
    known = LOANWORDS.get(language)
    if known is None:
        return ()
    said = {way: said for word, said in known.items() for way in (word, _at_start(word))}
    whole = re.compile(rf"(?<![\w.@#/-])(?:{any_of(said)})(?![\w@]|[-.]\w)")
    return (Form(Kind.ABBREVIATION, whole, lambda m: said[m.group()], "[A-Za-z]"),)


def _at_start(word: str) -> str:
    """With a capital, as where a sentence begins."""
    return word if word[1:2].isupper() else word[0].upper() + word[1:]
