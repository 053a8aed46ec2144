"""Other languages than English: what espeak-ng or misaki would read otherwise than people.

They know each language's numbers, and espeak-ng per cent and ordinals; what they tear or spell is
put in words here, with the numbers left in digits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from arqon_sidecar.text.east_asian.forms import east_asian_forms
from arqon_sidecar.text.east_asian.words import EAST_ASIAN
from arqon_sidecar.text.grammar.spans import Form, Kind
from arqon_sidecar.text.other.ages import age_forms
from arqon_sidecar.text.other.amount_forms import amount_forms
from arqon_sidecar.text.other.both_genders import both_gender_forms
from arqon_sidecar.text.other.calendar import calendar_forms
from arqon_sidecar.text.other.doses import dose_forms
from arqon_sidecar.text.other.durations import duration_forms
from arqon_sidecar.text.other.elisions import elision_forms
from arqon_sidecar.text.other.feminine_ordinals import feminine_ordinal_forms
from arqon_sidecar.text.other.french_elisions import french_elision_forms
from arqon_sidecar.text.other.identifiers import identifier_forms
from arqon_sidecar.text.other.initialisms import initialism_forms
from arqon_sidecar.text.other.languages.chats import CHATS
from arqon_sidecar.text.other.languages.french import FRENCH
from arqon_sidecar.text.other.languages.hindi import HINDI
from arqon_sidecar.text.other.languages.italian import ITALIAN
from arqon_sidecar.text.other.languages.portuguese import PORTUGUESE
from arqon_sidecar.text.other.languages.spanish import SPANISH
from arqon_sidecar.text.other.loanwords import loanword_forms
from arqon_sidecar.text.other.names import with_typed_powers
from arqon_sidecar.text.other.numerals import numeral_forms
from arqon_sidecar.text.other.ordinals import degree_ordinal_forms, ordinal_forms
from arqon_sidecar.text.other.parts import part_forms
from arqon_sidecar.text.other.set_signs import set_sign_forms
from arqon_sidecar.text.other.shortenings import french_ordinals, shortening_forms
from arqon_sidecar.text.other.spaced_ranges import spaced_range_forms
from arqon_sidecar.text.other.stopwatch import stopwatch_forms
from arqon_sidecar.text.other.typed_accents import typed_accent_forms
from arqon_sidecar.text.other.vocabulary import Vocabulary

__all__ = ["other_forms"]

_BETWEEN = re.compile(r"(?<=[\w.)°%€])\s/\s(?=[\w(])")
"""A slash between two things, where no number or unit takes it."""
_VOCABULARIES: dict[str, Vocabulary] = {
    "e": SPANISH,
    "f": FRENCH,
    "h": HINDI,
    "i": ITALIAN,
    "p": PORTUGUESE,
}
"""By Kokoro's letter of the language."""


def other_forms(letter: str) -> tuple[Form, ...]:
    """The forms of the language with Kokoro's letter; none for any that is not known here."""
    if letter in EAST_ASIAN:
        return east_asian_forms(letter)
    words = _VOCABULARIES.get(letter)
    if words is None:
        return ()
    units, per = with_typed_powers(words.units), with_typed_powers(words.per)
    words = replace(words, units=units, per=per)
    romance = letter in "fi"
    return (
        *both_gender_forms(words.counts_in),
        *(spaced_range_forms(words) if letter != "h" else ()),
        *(stopwatch_forms(words) if romance else ()),
        *(part_forms(words) if letter != "h" else ()),
        *((*age_forms(), *feminine_ordinal_forms()) if letter == "i" else ()),
        *((*elision_forms(words), *typed_accent_forms()) if letter == "i" else ()),
        *identifier_forms(words.counts_in),
        *duration_forms(words),
        *dose_forms(words),
        *degree_ordinal_forms(words),
        *calendar_forms(words),
        *((*french_ordinals(), *french_elision_forms(words)) if letter == "f" else ()),
        *ordinal_forms(words),
        *numeral_forms(words),
        *amount_forms(words, comma=letter != "h"),
        *set_sign_forms(words.counts_in),
        *shortening_forms({**words.shortenings, **CHATS.get(words.counts_in, {})}),
        *loanword_forms(words.counts_in),
        *initialism_forms(words.counts_in),
        *([Form(Kind.SIGN, _BETWEEN, lambda _: ", ", r"\s")] if letter != "h" else ()),
    )
