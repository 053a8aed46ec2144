"""Puts words in place of what is written otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from arqon_sidecar.text.english import english
from arqon_sidecar.text.english.signs.symbols import SILENT
from arqon_sidecar.text.files import file_forms
from arqon_sidecar.text.grammar.spans import Form, Grammar, Kind
from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.greek import greek_form
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.mark_names import MARK_NAMES
from arqon_sidecar.text.other import other_forms
from arqon_sidecar.text.web import web_forms

__all__ = ["normalised"]


def normalised(text: Traced, language: Language) -> Traced:
    """Words for numbers, money, times, dates, units, abbreviations and addresses in English.

    In other languages what espeak-ng, which has their numbers, would not read as people do.
    """
    return _grammar(language).spoken(text)


@cache
def _grammar(language: Language) -> Grammar:
    if language.english:
        return english(british=language.british)
    words = MARK_NAMES.get(language.letter)
    silent = Form(Kind.SIGN, SILENT, lambda _: " ", r"[\W_]")
    addresses = (*web_forms(words), *file_forms(words)) if words else ()
    if not language.espeak:
        addresses = tuple(map(_among_characters, addresses))
    return Grammar((*addresses, *other_forms(language.letter), greek_form(language.letter), silent))


def _among_characters(form: Form) -> Form:
    """The form where no space parts an address from the characters beside it."""
    pattern = form.pattern
    return replace(form, pattern=re.compile(pattern.pattern, (pattern.flags & ~re.U) | re.A))
